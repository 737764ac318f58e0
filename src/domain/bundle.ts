// A task as files that a person takes elsewhere, under names of our own.
import { webVtt } from './captionFiles.ts';
import type { CopyFile } from './copyPorts.ts';
import type { PublicFile } from './ports.ts';
import type { Task, TaskDetails } from './task.ts';

/** One file of a bundle: its text, its bytes, or the absolute path of the file that it is a copy of. */
export type BundleFile = { readonly name: string } & (
  { readonly text: string } | { readonly bytes: Uint8Array } | { readonly path: string }
);

/** What a bundle is made of. */
export interface BundleParts {
  readonly details?: TaskDetails;
  /** The task as a list file. */
  readonly task: string;
  /** The local copies, each with the position of its generation, from 0. */
  readonly videos: readonly { readonly variant: number; readonly copy: CopyFile }[];
  readonly poster?: PublicFile;
}

const longestStem = 60;

function clean(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_]+/g, '-').replaceAll(/^-+|-+$/g, '');
}

/**
 * A name for files of a task, without an ending: letters, digits, `_` and `-` of its provider and its id. No device of Windows is
 * called so: there is a hyphen in it.
 */
export function fileStem({ provider, id }: Pick<Task, 'provider' | 'id'>): string {
  const [first, second] = [clean(provider) || 'video', clean(id) || 'task'];
  return `${first}-${second}`.slice(0, longestStem).replace(/-+$/, '');
}

/** The name of the first file of a kind, or of the one of a later generation: `captions.vtt`, `captions-2.vtt`. */
function numbered(name: string, variant: number, ending: string): string {
  return `${name}${variant === 0 ? '' : `-${variant + 1}`}.${ending}`;
}

function endingOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function captionFiles(details: TaskDetails | undefined): readonly BundleFile[] {
  return (details?.variants ?? []).flatMap(({ captions, storyboard }, variant) =>
    [
      { name: 'captions', cues: captions },
      { name: 'storyboard', cues: storyboard },
    ]
      .filter(({ cues }) => cues.length > 0)
      .map(({ name, cues }) => ({ name: numbered(name, variant, 'vtt'), text: webVtt(cues) })),
  );
}

/** The files of a bundle, no two of one name. */
export function bundleFiles({ details, task, videos, poster }: BundleParts): readonly BundleFile[] {
  const first = videos.filter(
    ({ variant }, at) => videos.findIndex((each) => each.variant === variant) === at,
  );
  return [
    ...first.map(({ variant, copy }) => ({
      name: numbered('video', variant, endingOf(copy.path)),
      path: copy.path,
    })),
    ...captionFiles(details),
    ...(poster ? [{ name: `poster.${poster.mediaType.replace('image/', '')}`, bytes: poster.bytes }] : []),
    { name: 'task.json', text: task },
  ];
}
