import completed from '../fixtures/unified-completed.json' with { type: 'json' };
import pending from '../fixtures/unified-pending.json' with { type: 'json' };
import { clipOf, type LinkTo } from './links.ts';
import type { SimulatedStatus, TaskState } from './tasks.ts';
import { fillTemplate, microseconds } from './template.ts';

/** The word of the two outer levels, and that of `detail.pending_info`. */
const words: Readonly<Record<SimulatedStatus, readonly [outer: string, inner: string]>> = {
  notStarted: ['pending', 'queued'],
  submitted: ['pending', 'queued'],
  queued: ['pending', 'queued'],
  running: ['pending', 'processing'],
  succeeded: ['completed', 'succeeded'],
  failed: ['failed', 'failed'],
  cancelled: ['cancelled', 'canceled'],
};

/** The unified object. `nowMs` dates the status while the task has not ended. */
export function unifiedBody(state: TaskState, linkTo: LinkTo, nowMs: number): string {
  const { task, status, progress, submittedAt, endedAt } = state;
  const [outer, inner] = words[status];
  const clip = clipOf(state);
  const bareId = task.id.slice(task.id.indexOf(':') + 1);
  const shared = {
    status_update_time: endedAt ?? nowMs,
    images: [],
    inpaint_items: [],
    width: clip.width,
    height: clip.height,
  };
  const common = [
    [pending.id, task.id],
    [pending.detail.id, bareId],
    [pending.detail.input.prompt, task.prompt ?? pending.detail.input.prompt],
    [pending.detail.input.model, task.model ?? pending.detail.input.model],
    [pending.detail.input.orientation, clip.height > clip.width ? 'portrait' : 'landscape'],
  ] as const;
  if (status === 'succeeded') {
    const { draft_info: draft, gif_url: gif } = completed.detail;
    return fillTemplate(completed, {
      keys: { ...shared, created_at: (endedAt ?? nowMs) / 1000, title: task.title ?? null },
      values: [
        ...common,
        [draft.id, `gen_${bareId.replace(/^task_/, '')}`],
        [draft.url, linkTo(clip.source)],
        [draft.encodings.md.path, linkTo(clip.md ?? clip.source)],
        [gif, linkTo(clip.gif ?? clip.lastFrame)],
        [completed.thumbnail_url, linkTo(clip.poster)],
      ],
    });
  }
  const failure = outer === 'pending' ? null : (task.failReason ?? `task ${outer}`);
  const body = failure === null ? pending : { ...pending, detail: { ...pending.detail, error: failure } };
  return fillTemplate(body, {
    keys: {
      ...shared,
      created_at: microseconds(submittedAt),
      failure_reason: failure,
      n_frames: clip.nFrames,
      progress_pct: status === 'running' ? progress : null,
    },
    values: [
      ...common,
      [pending.status, outer],
      [pending.detail.pending_info.status, inner],
      [pending.detail.pending_info.title, task.title ?? pending.detail.pending_info.title],
    ],
  });
}
