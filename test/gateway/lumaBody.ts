import template from '../fixtures/luma-completed.json' with { type: 'json' };
import { clipOf, type LinkTo } from './links.ts';
import type { SimulatedStatus, TaskState } from './tasks.ts';
import { fillTemplate } from './template.ts';

/** Luma has no word for a cancelled generation. */
const words: Readonly<Record<SimulatedStatus, string>> = {
  notStarted: 'queued',
  submitted: 'queued',
  queued: 'queued',
  running: 'dreaming',
  succeeded: 'completed',
  failed: 'failed',
  cancelled: 'failed',
};

/** The bare object. Until it is completed, `video` and `video_raw` are absent and the images are null. */
export function lumaBody(state: TaskState, linkTo: LinkTo): string {
  const { task, status } = state;
  const clip = clipOf(state);
  const completed = status === 'succeeded';
  const ended = completed
    ? {}
    : { video: undefined, video_raw: undefined, thumbnail: null, last_frame: null };
  const failed = words[status] === 'failed';
  const body = failed ? { ...template, failure_reason: task.failReason ?? `generation ${status}` } : template;
  return fillTemplate(body, {
    keys: { ...ended, width: clip.width, height: clip.height, duration: clip.durationSecs },
    values: [
      [template.id, task.id],
      [template.state, words[status]],
      [template.video.url, linkTo(clip.source)],
      [template.thumbnail.url, linkTo(clip.barePoster)],
      [template.thumbnail.palette.grid, clip.palette],
      [template.last_frame.url, linkTo(clip.lastFrame)],
    ],
  });
}
