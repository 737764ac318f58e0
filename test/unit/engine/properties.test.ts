import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { HttpResult } from '../../../src/domain/ports.ts';
import { isTerminal } from '../../../src/domain/status.ts';
import { isActive } from '../../../src/domain/transition.ts';
import { answer, broken, finished, rig, running, withoutLink, type Rig } from './rig.ts';

const minute = 60_000;
const hour = 60 * minute;

const answers: Readonly<Record<string, (id: string) => HttpResult>> = {
  running,
  finished,
  broken,
  withoutLink,
  unknown: (id) => answer(200, { id, status: 'dreaming' }),
  'goes back': (id) => answer(200, { id, status: 'running', progress: 10 }),
  'not found': () => answer(404, { error: { message: 'task_not_exist' } }),
  forbidden: () => answer(403, {}),
  'slow down': () => answer(429, {}, { 'retry-after': '20' }),
  broke: () => answer(500, {}),
  page: () => answer(200, '<html>'),
  nothing: () => answer(200, ''),
  offline: () => ({ ok: false, error: { kind: 'offline', message: '' } }),
  reset: () => ({ ok: false, error: { kind: 'unreachable', message: '' } }),
};

const event = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('pass' as const), ms: fc.nat(2 * minute) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('track' as const), id: fc.nat(12) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('answer' as const),
      word: fc.constantFrom(...Object.keys(answers)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('check' as const), id: fc.nat(12) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('sleep' as const), ms: fc.nat(10 * hour) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('set back' as const), ms: fc.nat(400 * 24 * hour) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('turn' as const), focused: fc.boolean() }) },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

/** Plays the events and looks after each of them. */
async function play(each: Rig, events: readonly Event[], look: () => void): Promise<void> {
  const { client, clock, focus, poller, track } = each;
  for (const step of events) {
    switch (step.act) {
      case 'pass':
        await clock.advance(step.ms);
        break;
      case 'track':
        await track(`t${step.id}`);
        break;
      case 'answer':
        client.script = answers[step.word] ?? running;
        break;
      case 'check':
        void poller.checkNow([`relay/t${step.id}`]);
        break;
      case 'sleep':
        clock.set(clock.now() + step.ms);
        break;
      case 'set back':
        clock.set(clock.now() - step.ms);
        break;
      case 'turn':
        focus.turn(step.focused);
    }
    await clock.advance(0);
    look();
  }
}

const story = fc.array(event, { maxLength: 60, size: 'max' });
const runs = { numRuns: 150 };

describe('whatever providers answer and whatever happens to the clock', function () {
  this.timeout(60_000);
  it('an end is final, progress never goes back while a task runs, and an end is told once', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (events) => {
        const each = rig();
        let before = new Map(each.list.all().map((task) => [task.key, task]));
        await play(each, events, () => {
          for (const task of each.list.all()) {
            const was = before.get(task.key);
            if (was && isTerminal(was.status)) {
              assert.equal(task.status, was.status);
            }
            if (was?.status === 'running' && task.status === 'running') {
              assert.ok((task.progress ?? 0) >= (was.progress ?? 0));
            }
          }
          before = new Map(each.list.all().map((task) => [task.key, task]));
        });
        const told = each.told.flat().filter((word) => word !== 'while away');
        assert.equal(new Set(told).size, told.length);
      }),
      runs,
    );
  });

  it('no span of time holds more requests than the budget', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (events) => {
        const each = rig();
        // A clock that is set back is one of its own: before and after it the time counts as one.
        const awake: number[] = [];
        let shift = 0;
        each.client.onAsk = () => awake.push(each.clock.now() + shift);
        for (const step of events) {
          shift += step.act === 'set back' ? step.ms : 0;
          await play(each, [step], () => {});
        }
        awake.forEach((first, index) => {
          awake.slice(index).forEach((last, more) => {
            assert.ok(more + 1 <= 5 + (last - first) / 2_000 + 1e-6, `${more + 1} in ${last - first} ms`);
          });
        });
      }),
      runs,
    );
  });

  it('no due task starves: once the provider answers again, each is asked within its longest wait', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (events) => {
        const each = rig();
        await play(each, events, () => {});
        each.client.script = running;
        const since = each.clock.now();
        const waiting = each.list.all().filter(isActive);
        await each.clock.advance(2 * hour + 10 * minute);
        for (const { key } of waiting) {
          const task = each.list.get(key);
          assert.ok(task?.stopped !== undefined || Number(task?.checkedAt) > since, `${key} was not asked`);
        }
      }),
      runs,
    );
  });

  it('nothing runs when nothing is unfinished', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (events) => {
        const each = rig();
        await play(each, events, () => {});
        each.client.script = finished;
        await each.clock.advance(3 * hour);
        await each.tracker.stop(each.list.all().map(({ key }) => key));
        each.poller.wake();
        await each.clock.advance(minute);
        assert.equal(each.clock.armed, 0);
      }),
      runs,
    );
  });
});
