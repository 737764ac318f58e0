import { fingerprint } from './fingerprint.ts';
import type { Rendition, Variant } from './media.ts';
import type { TaskDetails } from './task.ts';

/** One file of a result, under a name that outlives its link. */
export interface VideoFile {
  /** Names it within its task, in 200 characters at most: by generation, role and size, not by its link, which is another one in every answer. */
  readonly id: string;
  /** Position of its generation, from 0. */
  readonly variant: number;
  readonly rendition: Rendition;
}

/** Which file a person wants to see: the best one, a middle one, a low one, or the one of fewest bytes. */
export type PreferredQuality = 'source' | 'md' | 'ld' | 'smallest';

/** Ids come from servers, which may make them long. */
const mostIdCharacters = 64;

function identity(variant: Variant, index: number, { role, width, height }: Rendition): string {
  const id = variant.id ?? String(index);
  const short = id.length > mostIdCharacters ? fingerprint(id) : id;
  return [short, role, width ?? 0, height ?? 0].join(' ');
}

/** All files of a result, the preferred generation and file first. */
export function videoFiles(details: TaskDetails | undefined): readonly VideoFile[] {
  const taken = new Map<string, number>();
  return (details?.variants ?? []).flatMap((variant, index) =>
    variant.renditions.map((rendition) => {
      const name = identity(variant, index, rendition);
      const count = (taken.get(name) ?? 0) + 1;
      taken.set(name, count);
      return { id: count === 1 ? name : `${name} ${count}`, variant: index, rendition };
    }),
  );
}

/** Bytes of all, or else pixels of all; undefined when neither is known of all. */
function sizes(files: readonly VideoFile[]): readonly number[] | undefined {
  const bytes = files.flatMap(({ rendition }) => rendition.bytes ?? []);
  const pixels = files.flatMap(({ rendition: { width, height } }) =>
    width === undefined || height === undefined ? [] : width * height,
  );
  return [bytes, pixels].find((known) => known.length === files.length);
}

function smallest(files: readonly VideoFile[]): VideoFile | undefined {
  const known = sizes(files);
  return known === undefined ? lowest(files) : files[known.indexOf(Math.min(...known))];
}

function lowest(files: readonly VideoFile[]): VideoFile | undefined {
  return files.find(({ rendition }) => rendition.role === 'ld') ?? middle(files);
}

function middle(files: readonly VideoFile[]): VideoFile | undefined {
  return files.find(({ rendition }) => rendition.role === 'md') ?? files[0];
}

function preferred(files: readonly VideoFile[], quality: PreferredQuality): VideoFile | undefined {
  const videos = files.filter(({ rendition }) => rendition.role !== 'gif');
  const clean = videos.filter(({ rendition }) => !rendition.watermarked);
  const choice = [clean, videos, files].find(({ length }) => length > 0) ?? [];
  switch (quality) {
    case 'source':
      return choice[0];
    case 'md':
      return middle(choice);
    case 'ld':
      return lowest(choice);
    case 'smallest':
      return smallest(choice);
  }
}

/** The file of each generation that a person wants to see: with a watermark, or an animated image, only where there is nothing else. */
export function preferredFiles(
  details: TaskDetails | undefined,
  quality: PreferredQuality,
): readonly VideoFile[] {
  const files = videoFiles(details);
  return (details?.variants ?? []).flatMap((_, index) => {
    const own = files.filter(({ variant }) => variant === index);
    return preferred(own, quality) ?? [];
  });
}
