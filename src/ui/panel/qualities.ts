import type { Rendition } from '../../domain/media.ts';
import type { TaskDetails } from '../../domain/task.ts';
import { bytesText, sizeText } from '../../domain/units.ts';
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

function label(rendition: Rendition): string {
  const size = sizeText(rendition.width, rendition.height);
  const bytes = rendition.bytes === undefined ? undefined : bytesText(rendition.bytes, words.language);
  return [roleText(rendition), size, bytes].filter((part) => part !== undefined).join(' · ');
}

/** The files that a video element can play, the preferred one first. An animated image is none. */
export function playable(details: TaskDetails | undefined): readonly Rendition[] {
  return (details?.variants[0]?.renditions ?? []).filter(({ role, needsKey }) => role !== 'gif' && !needsKey);
}

function idOf(rendition: Rendition, index: number): string {
  return `${rendition.role}-${index}`;
}

/** The chosen file, or the preferred one. */
export function chosen(
  renditions: readonly Rendition[],
  wish: string | undefined,
): { readonly id: string; readonly rendition: Rendition } | undefined {
  const index = Math.max(
    0,
    renditions.findIndex((rendition, at) => idOf(rendition, at) === wish),
  );
  const rendition = renditions[index];
  return rendition && { id: idOf(rendition, index), rendition };
}

/** The choices of the quality select. */
export function qualities(
  renditions: readonly Rendition[],
  selected: string | undefined,
): readonly Quality[] {
  return renditions.map((rendition, index) => {
    const id = idOf(rendition, index);
    return { id, label: label(rendition), selected: id === selected };
  });
}
