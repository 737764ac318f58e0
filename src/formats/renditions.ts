import { at, present } from '../domain/json.ts';
import { linkExpiry } from '../domain/links.ts';
import type { Rendition, RenditionRole, Variant } from '../domain/media.ts';
import { readCount, readPixels, readSeconds } from '../domain/numbers.ts';
import type { Fields } from './fields.ts';

/** What an answer says about a file besides its link, as found there. */
export interface FileFacts {
  readonly width?: unknown;
  readonly height?: unknown;
  /** Seconds. */
  readonly duration?: unknown;
  readonly bytes?: unknown;
}

const preference: readonly RenditionRole[] = ['source', 'md', 'ld', 'other', 'watermarked', 'gif'];

/** A playable file behind a link, or nothing. */
export function readRendition(
  fields: Fields,
  role: RenditionRole,
  link: unknown,
  facts: FileFacts = {},
): readonly Rendition[] {
  const media = fields.link(link);
  return media === undefined
    ? []
    : [
        present({
          url: media.url,
          role,
          watermarked: role === 'watermarked',
          width: readPixels(facts.width),
          height: readPixels(facts.height),
          durationMs: readSeconds(facts.duration),
          bytes: readCount(facts.bytes),
          expiresAt: linkExpiry(media.url, fields.context.now),
          needsKey: media.needsKey,
        }),
      ];
}

/** The files of `encodings` (Sora web: `{path, size, width, height, duration_secs}` by role). */
export function readEncodings(fields: Fields, encodings: unknown): readonly Rendition[] {
  const roles = { source: 'source', md: 'md', ld: 'ld', source_wm: 'watermarked', gif: 'gif' } as const;
  return Object.entries(roles).flatMap(([name, role]) => {
    const entry = at(encodings, name);
    return readRendition(fields, role, at(entry, 'path'), {
      width: at(entry, 'width'),
      height: at(entry, 'height'),
      duration: at(entry, 'duration_secs'),
      bytes: at(entry, 'size'),
    });
  });
}

/** The most preferred file first, each link once. */
export function inOrder(renditions: readonly Rendition[]): readonly Rendition[] {
  const sorted = renditions.toSorted((a, b) => preference.indexOf(a.role) - preference.indexOf(b.role));
  return sorted.filter(({ url }, index) => sorted.findIndex((other) => other.url === url) === index);
}

/** A variant in a list, or an empty list when it has nothing to show. */
export function variantOf(variant: {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly seed?: string | undefined;
  readonly renditions: readonly Rendition[];
  readonly thumbnail?: string | undefined;
  readonly spritesheet?: string | undefined;
  readonly lastFrame?: string | undefined;
  readonly captions?: Variant['captions'];
  readonly storyboard?: Variant['storyboard'];
  readonly textsOutside?: number | undefined;
}): readonly Variant[] {
  const { renditions, thumbnail, lastFrame, captions = [], storyboard = [] } = variant;
  const isEmpty =
    renditions.length + captions.length + storyboard.length === 0 &&
    thumbnail === undefined &&
    lastFrame === undefined;
  return isEmpty ? [] : [present({ ...variant, captions, storyboard, renditions: inOrder(renditions) })];
}
