import { at, hasAny, isRecord, present, record } from '../domain/json.ts';
import { readPercent, readPixels, readSize } from '../domain/numbers.ts';
import { first } from './fields.ts';
import { refining, stated, type Family } from './part.ts';
import { readRendition } from './renditions.ts';
import { readGeneration, readSoraTask } from './soraWeb.ts';

/** `sora-2` of `sora-2:task_...`. */
function modelOfId(id: unknown): unknown {
  return typeof id === 'string' && id.includes(':') ? id.split(':')[0] : undefined;
}

/**
 * Unified video format (documented pending and completed bodies): a status on top, in `detail` what was asked, and
 * the Sora web task in `pending_info` or the finished draft in `draft_info`.
 */
export const unified: Family = {
  tag: 'unified',
  matches: (body) =>
    hasAny(body, 'status') && (hasAny(body, 'status_update_time') || isRecord(at(body, 'detail'))),
  read: (body, fields) => {
    const detail = at(body, 'detail');
    const input = at(detail, 'input');
    const draft = at(detail, 'draft_info');
    const pending = readSoraTask(record(at(detail, 'pending_info')), fields);
    const size = readSize(at(input, 'size'));
    const media = [
      ...[at(body, 'video_url'), at(detail, 'url'), at(draft, 'downloadable_url'), at(draft, 'url')].flatMap(
        (link) =>
          readRendition(fields, 'other', link, { width: at(body, 'width'), height: at(body, 'height') }),
      ),
      ...readRendition(fields, 'gif', at(detail, 'gif_url')),
    ];
    const [variant] = readGeneration(fields, draft, undefined, media);
    const thumbnail =
      variant?.thumbnail ?? fields.image(at(body, 'thumbnail_url'), at(detail, 'thumbnail_url'));
    const error = at(detail, 'error') ?? at(body, 'error');
    return present({
      ids: fields.ids(at(body, 'id'), at(detail, 'id'), ...pending.ids),
      statuses: [
        stated(at(body, 'status')),
        ...refining(at(detail, 'status')),
        ...pending.statuses,
        ...(at(draft, 'kind') === 'sora_error' ? [stated('sora_error')] : []),
      ],
      facts: {
        ...pending.facts,
        ...present({
          progress: pending.facts.progress ?? readPercent(at(body, 'progress')),
          title: fields.title(at(draft, 'title'), pending.facts.title),
          prompt: fields.prompt(
            at(input, 'prompt'),
            pending.facts.prompt,
            at(draft, 'prompt'),
            at(body, 'enhanced_prompt'),
          ),
          model: fields.title(modelOfId(at(body, 'id')), at(input, 'model'), pending.facts.model),
          createdAt: fields.time(at(body, 'created_at'), pending.facts.createdAt, at(draft, 'created_at')),
          finishedAt: fields.time(at(body, 'status_update_time')),
          width: first([at(body, 'width'), pending.facts.width, at(draft, 'width'), size?.width], readPixels),
          height: first(
            [at(body, 'height'), pending.facts.height, at(draft, 'height'), size?.height],
            readPixels,
          ),
          sizeLabel: size === undefined ? fields.title(at(input, 'size')) : undefined,
          orientation: fields.title(at(input, 'orientation')),
        }),
      },
      failure:
        fields.failure(at(error, 'message') ?? error, at(error, 'code')) ??
        pending.failure ??
        fields.failure(at(draft, 'reason_str') ?? at(draft, 'error_reason')),
      variants: variant === undefined ? pending.variants : [present({ ...variant, thumbnail })],
      moderation: pending.moderation,
    });
  },
};
