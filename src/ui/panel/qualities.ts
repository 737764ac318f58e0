import type { Rendition } from '../../domain/media.ts';
import type { TaskDetails } from '../../domain/task.ts';
import { bytesText, sizeText } from '../../domain/units.ts';
import {
  preferredFiles,
  videoFiles,
  type PreferredQuality,
  type VideoFile,
} from '../../domain/videoFiles.ts';
import type { Quality } from '../../protocol/state.ts';
import { t, words } from '../words.ts';

function roleText(rendition: Rendition): string {
  switch (rendition.role) {
    case 'source':
      return t('source');
    case 'md':
      return t('medium');
    case 'ld':
      return t('low');
    case 'watermarked':
      return t('with watermark');
    case 'gif':
      return t('animated image');
    case 'other':
      return t('video');
  }
}

function labels(rendition: Rendition): Pick<Quality, 'label' | 'name' | 'size'> {
  const name = roleText(rendition);
  const size = sizeText(rendition.width, rendition.height);
  const bytes = rendition.bytes === undefined ? undefined : bytesText(rendition.bytes, words.language);
  const label = [name, size, bytes].filter((part) => part !== undefined).join(' · ');
  return { name, label, ...(size !== undefined && { size }) };
}

/** The files of one result that a video element can play, the best one first. An animated image is none. */
export function playable(details: TaskDetails | undefined, variant: number): readonly VideoFile[] {
  return videoFiles(details).filter((file) => file.variant === variant && file.rendition.role !== 'gif');
}

/** The file that the person has chosen, or the one they prefer by their settings. */
export function chosenFile(
  details: TaskDetails | undefined,
  variant: number,
  wish: string | undefined,
  quality: PreferredQuality,
): VideoFile | undefined {
  const files = playable(details, variant);
  const preferred = preferredFiles(details, quality).find((file) => file.variant === variant)?.id;
  return files.find(({ id }) => id === wish) ?? files.find(({ id }) => id === preferred) ?? files[0];
}

/** The choices of the quality select. */
export function qualities(files: readonly VideoFile[], selected: string): readonly Quality[] {
  return files.map(({ id, rendition }) => ({ id, ...labels(rendition), selected: id === selected }));
}
