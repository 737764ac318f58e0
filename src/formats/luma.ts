import { at, hasAny, isRecord, present } from '../domain/json.ts';
import { readPixels, readSeconds } from '../domain/numbers.ts';
import { first } from './fields.ts';
import { readPalette } from './palette.ts';
import { stated, type Family } from './part.ts';
import { readRendition, variantOf, type FileFacts } from './renditions.ts';

function factsOf(file: unknown): FileFacts {
  return { width: at(file, 'width'), height: at(file, 'height'), duration: at(file, 'duration') };
}

/**
 * Luma: the gateways' bare object (documented body), the same tree under `artifact`, and Luma's official body with
 * plain links under `assets`. The official body has no progress, size or thumbnail; `progress_video` is no result.
 */
export const luma: Family = {
  tag: 'luma',
  matches: (body) =>
    hasAny(body, 'state') && hasAny(body, 'assets', 'video', 'video_raw', 'last_frame', 'artifact'),
  read: (body, fields) => {
    const tree = isRecord(at(body, 'artifact')) && !isRecord(at(body, 'video')) ? at(body, 'artifact') : body;
    const video = at(tree, 'video');
    const raw = at(tree, 'video_raw');
    const request = at(body, 'request');
    const files = [raw, video];
    return present({
      ids: fields.ids(at(body, 'id')),
      statuses: [stated(at(body, 'state'))],
      facts: present({
        prompt: fields.prompt(at(request, 'prompt')),
        model: fields.title(at(body, 'model'), at(request, 'model')),
        createdAt: fields.time(at(body, 'created_at'), at(tree, 'created_at')),
        width: first(
          files.map((file) => at(file, 'width')),
          readPixels,
        ),
        height: first(
          files.map((file) => at(file, 'height')),
          readPixels,
        ),
        durationMs: first(
          [...files.map((file) => at(file, 'duration')), at(request, 'duration')],
          readSeconds,
        ),
        sizeLabel: fields.title(at(request, 'resolution')),
      }),
      failure: fields.failure(at(body, 'failure_reason')),
      variants: variantOf({
        // Where both files differ, `video` is the one with the watermark.
        renditions: [
          ...readRendition(fields, 'source', at(raw, 'url'), factsOf(raw)),
          ...readRendition(
            fields,
            raw === undefined ? 'other' : 'watermarked',
            at(video, 'url'),
            factsOf(video),
          ),
          ...readRendition(fields, 'other', at(video, 'download_url'), factsOf(video)),
          ...readRendition(fields, 'other', at(body, 'assets', 'video')),
        ],
        thumbnail: fields.image(at(tree, 'thumbnail', 'url')),
        lastFrame: fields.image(at(tree, 'last_frame', 'url')),
      }),
      palette: first(
        [at(tree, 'thumbnail', 'palette', 'grid'), at(tree, 'last_frame', 'palette', 'grid')],
        readPalette,
      ),
    });
  },
};
