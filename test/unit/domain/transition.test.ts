import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { leaseMs } from '../../../src/domain/originState.ts';
import type { Outcome } from '../../../src/domain/outcome.ts';
import type { ErrorKind, Task, TaskDetails } from '../../../src/domain/task.ts';
import {
  awaitsLink,
  bestRendition,
  claimEnd,
  failed,
  isActive,
  isOver,
  newTask,
  observed,
} from '../../../src/domain/transition.ts';
import { moment, pace, sampleTask, seen, start, variant } from './samples.ts';

const minute = 60_000;
const hour = 60 * minute;
const asked = { checkedAt: start } as const;

function error(kind: ErrorKind): Extract<Outcome, { kind: 'error' }> {
  return { kind: 'error', error: { kind, message: 'why', httpStatus: 500 } };
}

/** The task after these answers, a minute apart. */
function after(task: Task, ...answers: readonly ReturnType<typeof seen>[]) {
  return answers.reduce<{ readonly task: Task; readonly details: TaskDetails | undefined }>(
    (before, answer, index) => observed(before.task, before.details, answer, moment((index + 1) * minute)),
    { task, details: undefined },
  );
}

describe('a new task', () => {
  it('is queued and due at once', () =>
    assert.deepEqual(newTask('relay', 'task_1', start), sampleTask({ nextCheckAt: start })));
  it('remembers that a program added it', () =>
    assert.deepEqual(
      newTask('relay', 'task_1', start, true),
      sampleTask({ nextCheckAt: start, quiet: true }),
    ));
});

const states: readonly (readonly [
  string,
  Partial<Task>,
  'over' | 'awaits its link' | 'active' | 'stopped',
])[] = [
  ['queued', {}, 'active'],
  ['running', { status: 'running' }, 'active'],
  ['unknown', { status: 'unknown' }, 'active'],
  ['not found', { status: 'notFound' }, 'active'],
  ['stopped', { stopped: 'user' }, 'stopped'],
  ['failed', { status: 'failed' }, 'over'],
  ['cancelled', { status: 'cancelled' }, 'over'],
  ['expired', { status: 'expired' }, 'over'],
  ['finished', { status: 'succeeded', playable: true }, 'over'],
  ['finished without a link', { status: 'succeeded' }, 'awaits its link'],
  ['finished without a link for the third time', { status: 'succeeded', linkChecks: 3 }, 'awaits its link'],
  ['finished without a link for the fourth time', { status: 'succeeded', linkChecks: 4 }, 'over'],
];

describe('a task that is', () => {
  for (const [title, fields, state] of states) {
    it(`${title} ${state === 'awaits its link' ? state : `is ${state}`}`, () => {
      const task = sampleTask(fields);
      assert.equal(isOver(task), state === 'over');
      assert.equal(awaitsLink(task), state === 'awaits its link');
      assert.equal(isActive(task), state === 'active' || state === 'awaits its link');
    });
  }
});

describe('claimEnd', () => {
  const claims: readonly (readonly [string, number | undefined, number])[] = [
    ['nobody', undefined, 0],
    ['a window', start + leaseMs, start + leaseMs],
    ['a window that is gone', start, 0],
    ['a window before the clock went back', start + leaseMs + 1, 0],
  ];
  for (const [title, claimedUntil, expected] of claims) {
    it(`held by ${title}`, () => {
      const task = sampleTask(claimedUntil === undefined ? {} : { claimedUntil });
      assert.equal(claimEnd(task, start), expected);
    });
  }
});

describe('bestRendition', () => {
  it('is the first file of the first variant', () => {
    const first = variant(7);
    const details = { format: 'x', variants: [first, variant()], warnings: [] };
    assert.equal(bestRendition(details), first.renditions[0]);
    assert.equal(bestRendition({ ...details, variants: [] }), undefined);
    assert.equal(bestRendition(undefined), undefined);
  });
});

const at = (progress: number) => seen('running', { progress });

describe('an answer', () => {
  it('sets what it says and when to ask next', () => {
    const { task, details } = observed(
      sampleTask({ nextCheckAt: start, error: { kind: 'timeout', message: '', at: start } }),
      undefined,
      seen('running', { progress: 0.5, title: 'Lake', prompt: 'p'.repeat(300), queuePosition: 2 }),
      moment(5_000),
    );
    assert.deepEqual(
      task,
      sampleTask({
        status: 'running',
        statusWord: 'RUNNING',
        progress: 0.5,
        queuePosition: 2,
        title: 'Lake',
        prompt: 'p'.repeat(200),
        checkedAt: start + 5_000,
        nextCheckAt: start + 10_000,
      }),
    );
    assert.deepEqual(details, { format: 'relay', prompt: 'p'.repeat(300), variants: [], warnings: [] });
  });

  it('that says less keeps what was known', () => {
    const { task, details } = after(
      sampleTask(),
      seen('running', {
        title: 'Lake',
        model: 'm',
        prompt: 'p',
        palette: ['#000000'],
        queuePosition: 1,
        variants: [variant()],
      }),
      seen('running', { moderation: 'passed' }),
    );
    assert.equal(task.title, 'Lake');
    assert.equal(task.model, 'm');
    assert.equal(task.prompt, 'p');
    assert.equal(task.queuePosition, undefined);
    assert.deepEqual(details, {
      format: 'relay',
      prompt: 'p',
      palette: ['#000000'],
      moderation: 'passed',
      variants: [variant()],
      warnings: [],
    });
    assert.ok(task.playable);
  });

  it('with new files replaces the old ones', () => {
    const { details } = after(
      sampleTask(),
      seen('running', { variants: [variant(1), variant(2)], palette: ['#000000'] }),
      seen('succeeded', { variants: [variant(3)], palette: ['#ffffff'] }),
    );
    assert.deepEqual(details?.variants, [variant(3)]);
    assert.deepEqual(details?.palette, ['#ffffff']);
  });

  it('names the oldest time of creation of all answers', () => {
    const answers = [7, 5, 9].map((createdAt) => seen('running', { createdAt }));
    assert.equal(after(sampleTask(), ...answers).task.createdAt, 5);
  });

  it('B19 never takes progress back while the task runs', () => {
    assert.equal(after(sampleTask(), at(0.4), at(0.2)).task.progress, 0.4);
    assert.equal(after(sampleTask(), at(0.4), seen('running')).task.progress, 0.4);
    assert.equal(after(sampleTask(), at(0.4), at(0.6)).task.progress, 0.6);
  });

  it('B19 takes progress back with another status', () => {
    const running = seen('running', { progress: 0.4 });
    assert.equal(after(sampleTask(), running, seen('queued')).task.progress, undefined);
    assert.equal(
      after(sampleTask(), running, seen('queued', { progress: 0.1 }), seen('running', { progress: 0.05 }))
        .task.progress,
      0.05,
    );
  });

  it('B15 with an unknown status is asked for again', () => {
    const { task } = after(sampleTask(asked), seen('unknown', { statusWord: 'PAUSED' }));
    assert.equal(task.status, 'unknown');
    assert.equal(task.statusWord, 'PAUSED');
    assert.equal(task.nextCheckAt, start + minute + 15_000);
  });

  it('about a lost task brings it back', () => {
    const lost = sampleTask({
      ...asked,
      status: 'notFound',
      error: { kind: 'notFound', message: '', at: 1 },
    });
    const { task } = after(lost, seen('running'));
    assert.equal(task.status, 'running');
    assert.equal(task.error, undefined);
  });
});

describe('the end of a task', () => {
  it('is not asked for again and keeps the expiry of its link', () => {
    const end = start + 9 * hour;
    const { task } = after(
      sampleTask({ ...asked, stopped: 'user' }),
      seen('succeeded', { variants: [variant(end)] }),
    );
    assert.deepEqual(
      task,
      sampleTask({
        checkedAt: start + minute,
        status: 'succeeded',
        statusWord: 'SUCCEEDED',
        playable: true,
        linkExpiresAt: end,
      }),
    );
  });

  it('is no news when a program added the task and the end was there at the first answer', () => {
    const quiet = sampleTask({ quiet: true });
    assert.equal(after(quiet, seen('failed')).task.announcedAt, start + minute);
    assert.equal(after(quiet, seen('running'), seen('failed')).task.announcedAt, undefined);
    assert.equal(after(sampleTask(), seen('failed')).task.announcedAt, undefined);
  });

  it('B17 stays, whatever a later answer says', () => {
    const { task } = after(
      sampleTask(),
      seen('running'),
      seen('succeeded', { variants: [variant()], title: 'Lake' }),
      seen('running', { progress: 0.1, title: 'Other' }),
      seen('failed', { failure: { message: 'no' } }),
    );
    assert.equal(task.status, 'succeeded');
    assert.equal(task.title, 'Lake');
    assert.equal(task.failure, undefined);
    assert.ok(task.playable);
    assert.equal(task.checkedAt, start + 4 * minute);
    assert.equal(task.nextCheckAt, undefined);
  });

  it('takes a fresh link from a later answer of the same kind', () => {
    const { task } = after(
      sampleTask(),
      seen('succeeded', { variants: [variant(5)] }),
      seen('succeeded', { variants: [variant()] }),
    );
    assert.equal(task.linkExpiresAt, undefined);
    assert.ok(task.playable);
  });

  it('B16 without a link is asked for three more times, 15 s apart', () => {
    const done = seen('succeeded');
    const one = after(sampleTask(asked), done).task;
    assert.equal(one.nextCheckAt, start + minute + 15_000);
    const four = after(sampleTask(asked), done, done, done, done).task;
    assert.ok(awaitsLink(after(sampleTask(asked), done, done, done).task));
    assert.ok(isOver(four));
    assert.equal(four.nextCheckAt, undefined);
    assert.equal(four.announcedAt, undefined);
  });

  it('B16 ends the wait for a link when the link is there', () => {
    const { task } = after(
      sampleTask(asked),
      seen('succeeded'),
      seen('succeeded', { variants: [variant()] }),
    );
    assert.ok(isOver(task));
  });

  it('B16 counts every answer without a link, also one that takes the end back and one that knows no task', () => {
    const { task } = after(sampleTask(asked), seen('succeeded'), seen('running'), seen('running'));
    assert.ok(awaitsLink(task));
    assert.equal(task.nextCheckAt, start + 3 * minute + 15_000);
    const over = failed(task, error('notFound'), moment(4 * minute));
    assert.ok(isOver(over));
    assert.equal(over.nextCheckAt, undefined);
    assert.equal(over.status, 'succeeded');
  });
});

const delays: readonly (readonly [ErrorKind, number])[] = [
  ['forbidden', 5 * minute],
  ['badRequest', 5 * minute],
  ['badAnswer', 5 * minute],
  ['tooLarge', 5 * minute],
  ['otherTask', 5 * minute],
  ['redirected', 5 * minute],
  ['notJson', 5 * minute],
  ['keyMissing', 15_000],
  ['rateLimited', 15_000],
  ['serverError', 15_000],
  ['offline', 15_000],
  ['providerMissing', 15_000],
];

describe('an error', () => {
  for (const [kind, delay] of delays) {
    it(`${kind} shows, keeps the state, and the task is asked for again after ${delay} ms`, () => {
      const running = sampleTask({ ...asked, status: 'running', progress: 0.4 });
      assert.deepEqual(failed(running, error(kind), moment(minute)), {
        ...running,
        error: { kind, message: 'why', httpStatus: 500, at: start + minute },
        nextCheckAt: start + minute + delay,
      });
    });
  }

  it('never ends the stop of a person', () => {
    const task = failed(
      sampleTask({ stopped: 'user', nextCheckAt: start }),
      error('timeout'),
      moment(minute),
    );
    assert.equal(task.stopped, 'user');
    assert.equal(task.nextCheckAt, undefined);
  });

  it('B12 404 right after adding is quiet', () => {
    const task = failed(sampleTask(), error('notFound'), moment(minute - 1));
    assert.deepEqual(task, sampleTask({ nextCheckAt: start + minute - 1 + 15_000 }));
  });

  it('B12 404 right after adding proves that the key works', () => {
    const task = failed(
      failed(sampleTask(), error('keyMissing'), moment(0)),
      error('notFound'),
      moment(1_000),
    );
    assert.equal(task.error, undefined);
  });

  it('B13 404 a minute after adding means not found, asked for every minute', () => {
    const task = failed(sampleTask(), error('notFound'), moment(minute));
    assert.equal(task.status, 'notFound');
    assert.equal(task.error?.kind, 'notFound');
    assert.equal(task.nextCheckAt, start + 2 * minute);
  });

  it('404 for a task that was seen before means not found at once', () => {
    const task = failed(sampleTask({ checkedAt: start }), error('notFound'), moment(1_000));
    assert.equal(task.status, 'notFound');
  });

  it('404 never takes an end back', () => {
    const task = failed(
      sampleTask({ ...asked, status: 'succeeded', playable: true }),
      error('notFound'),
      moment(hour),
    );
    assert.equal(task.status, 'succeeded');
    assert.equal(task.error?.kind, 'notFound');
    assert.equal(task.nextCheckAt, undefined);
    assert.ok(isOver(task));
  });
});

describe('a task of a day', () => {
  const day = 24 * hour;
  const running = sampleTask({ ...asked, status: 'running' });

  it('is stopped', () => {
    const { task } = observed(running, undefined, seen('running'), moment(day));
    assert.equal(task.stopped, 'age');
    assert.equal(task.nextCheckAt, undefined);
    assert.ok(!isActive(task));
  });

  it('goes on for another day when the person wants it', () => {
    const resumed = { ...running, resumedAt: start + day };
    assert.equal(failed(resumed, error('timeout'), moment(2 * day - 1)).stopped, undefined);
    assert.equal(failed(resumed, error('timeout'), moment(2 * day)).stopped, 'age');
  });

  it('goes on for ever when the settings say so', () => {
    const never = moment(1_000 * day, { pace: { ...pace, stopAfterMs: 0 } });
    assert.equal(failed(running, error('timeout'), never).nextCheckAt, start + 1_000 * day + minute);
  });

  it('is not young again when the clock goes back', () =>
    assert.equal(failed(running, error('timeout'), moment(-hour)).nextCheckAt, start - hour + minute));
});
