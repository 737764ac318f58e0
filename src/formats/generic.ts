import { at, hasAny, isRecord, present, type JsonRecord } from '../domain/json.ts';
import { readPercent, readPixels } from '../domain/numbers.ts';
import { first } from './fields.ts';
import { stated, type Family } from './part.ts';
import { readRendition, variantOf } from './renditions.ts';

const idNames = ['id', 'task_id', 'taskId'];
const statusNames = ['status', 'state', 'task_status', 'taskStatus'];
const linkNames: ReadonlySet<string> = new Set(
  'video_url url download_url result_url file_url resultUrl output'.split(' '),
);
const maxDepth = 4;
const maxLinks = 200;

function namedLinks(value: unknown, depth: number): readonly unknown[] {
  if (depth > maxDepth) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item) => namedLinks(item, depth + 1));
  }
  return isRecord(value)
    ? Object.entries(value).flatMap(([name, inside]) =>
        linkNames.has(name) ? [inside].flat() : namedLinks(inside, depth + 1),
      )
    : [];
}

function isVideo(link: unknown): link is string {
  return typeof link === 'string' && !/\.(?:jpe?g|png|webp|avif|mp3|wav)(?:[?#]|$)/i.test(link);
}

function field(body: JsonRecord, names: readonly string[]): unknown {
  return names.map((name) => at(body, name)).find((value) => value !== undefined);
}

/** The last resort: an id, a status word, and links under names that mean a result. */
export const generic: Family = {
  tag: 'generic',
  matches: (body) =>
    hasAny(body, ...statusNames) &&
    (typeof field(body, statusNames) === 'string' || field(body, statusNames) === null) &&
    (hasAny(body, ...idNames) || namedLinks(body, 0).some(isVideo)),
  read: (body, fields) => {
    const error = at(body, 'error');
    return present({
      ids: fields.ids(...idNames.map((name) => at(body, name))),
      statuses: [stated(field(body, statusNames))],
      facts: present({
        progress: readPercent(at(body, 'progress')),
        title: fields.title(at(body, 'title')),
        prompt: fields.prompt(at(body, 'prompt')),
        model: fields.title(at(body, 'model')),
        seed: fields.digits(at(body, 'seed')),
        createdAt: fields.time(at(body, 'created_at'), at(body, 'createdAt')),
        width: readPixels(at(body, 'width')),
        height: readPixels(at(body, 'height')),
      }),
      failure: first(
        [at(error, 'message'), error, at(body, 'failure_reason'), at(body, 'fail_reason')],
        (reason) => fields.failure(reason, at(error, 'code')),
      ),
      variants: variantOf({
        renditions: namedLinks(body, 0)
          .filter(isVideo)
          .slice(0, maxLinks)
          .flatMap((link) => readRendition(fields, 'other', link)),
      }),
    });
  },
};
