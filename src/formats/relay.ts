import { at, hasAny, present } from '../domain/json.ts';
import { readPercent, readPixels, readRate, readSeconds } from '../domain/numbers.ts';
import { stated, type Family } from './part.ts';
import { readRendition, variantOf } from './renditions.ts';

/**
 * The gateway's own record of a task (new-api and its forks; relay wrapper, documented body, `$.data`; also bare).
 * `data` holds the upstream answer. Its fields are overloaded: on success `fail_reason` may hold the link, on failure
 * `result_url` and `metadata.url` may hold the reason, so that links count after success only.
 */
export const relay: Family = {
  tag: 'relay',
  matches: (body) => hasAny(body, 'task_id') && hasAny(body, 'status'),
  read: (body, fields) => {
    const status = stated(at(body, 'status'));
    const metadata = at(body, 'metadata');
    const reason = at(body, 'fail_reason');
    const facts = {
      width: at(metadata, 'width'),
      height: at(metadata, 'height'),
      duration: at(metadata, 'duration'),
    };
    const links = [
      at(body, 'result_url'),
      at(body, 'url'),
      at(body, 'video_url'),
      at(metadata, 'url'),
      reason,
    ];
    return present({
      ids: fields.ids(at(body, 'task_id')),
      statuses: [status],
      facts: present({
        progress: readPercent(at(body, 'progress')),
        prompt: fields.prompt(at(body, 'properties', 'input')),
        model: fields.title(
          at(body, 'properties', 'origin_model_name'),
          at(body, 'properties', 'upstream_model_name'),
        ),
        seed: fields.digits(at(metadata, 'seed')),
        createdAt: fields.time(at(body, 'created_at'), at(body, 'submit_time')),
        startedAt: fields.time(at(body, 'start_time')),
        finishedAt: fields.time(at(body, 'finish_time'), at(body, 'finished_at')),
        width: readPixels(facts.width),
        height: readPixels(facts.height),
        durationMs: readSeconds(facts.duration),
        fps: readRate(at(metadata, 'fps')),
      }),
      failure:
        fields.failure(reason) ?? fields.failure(at(body, 'error', 'message'), at(body, 'error', 'code')),
      variants:
        status.status === 'succeeded'
          ? variantOf({ renditions: links.flatMap((link) => readRendition(fields, 'other', link, facts)) })
          : [],
    });
  },
  inner: (body) => at(body, 'data'),
};
