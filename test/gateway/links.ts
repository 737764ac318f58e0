import { createHash } from 'node:crypto';
import { textAnswer, type Answer } from './answer.ts';
import { clips, type Clip } from './clips.ts';
import type { TaskState } from './tasks.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Makes the URL of one media file of one task. */
export type LinkTo = (name: string) => string;

/** Links as the task's format has them: signed in the manner of Azure, or bare. */
export function linksOf(origin: string, { task, submittedAt, endedAt = submittedAt }: TaskState): LinkTo {
  const lifetimeMs = task.linkLifetimeMs ?? (task.format === 'relay' ? 6 * dayMs + hourMs : undefined);
  return (name) => {
    const parts = [
      ...(task.ranges === false ? ['ranges=off'] : []),
      ...(lifetimeMs === undefined ? [] : [signature(name, endedAt - hourMs, endedAt + lifetimeMs)]),
    ];
    return `${origin}/media/${encodeURIComponent(name)}${parts.length > 0 ? `?${parts.join('&')}` : ''}`;
  };
}

/** The clip a task ends with, with the task's own sizes put over it. */
export function clipOf({ task }: TaskState): Clip {
  const clip = clips[task.clip ?? (task.format === 'unified' ? 'portrait' : 'clip')];
  return {
    ...clip,
    width: task.width ?? clip.width,
    height: task.height ?? clip.height,
    durationSecs: task.durationSecs ?? clip.durationSecs,
    nFrames: task.nFrames ?? clip.nFrames,
  };
}

function signature(name: string, fromMs: number, untilMs: number): string {
  const st = stamp(fromMs);
  const se = stamp(untilMs);
  const digest = createHash('sha256').update(`${name} ${st} ${se}`).digest('base64');
  const sig = encodeURIComponent(digest);
  return `st=${st}&se=${se}&sks=b&skt=${st}&ske=${se}&skv=2019-02-02&sv=2018-11-09&sr=b&sp=r&spr=https%2Chttp&sig=${sig}`;
}

function stamp(ms: number): string {
  const whole = new Date(Math.ceil(ms / 1000) * 1000).toISOString();
  return encodeURIComponent(whole.replace('.000Z', 'Z'));
}

/** Azure's refusal of a signed link whose `se` is past, or `undefined` while the link works. */
export function refuseExpired(query: URLSearchParams, now: number): Answer | undefined {
  const expiry = Date.parse(query.get('se') ?? '');
  if (Number.isNaN(expiry) || now < expiry) return undefined;
  const window = `Start [${query.get('st')}] - Expiry [${query.get('se')}] - Current [${new Date(now).toUTCString()}]`;
  return textAnswer(
    403,
    '\uFEFF<?xml version="1.0" encoding="utf-8"?><Error><Code>AuthenticationFailed</Code>' +
      '<Message>Server failed to authenticate the request. Make sure the value of Authorization header is formed ' +
      'correctly including the signature.</Message><AuthenticationErrorDetail>Signature not valid in the specified ' +
      `time frame: ${window}</AuthenticationErrorDetail></Error>`,
    'application/xml',
    { 'x-ms-error-code': 'AuthenticationFailed' },
  );
}
