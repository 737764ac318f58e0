import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Outcome } from '../../../src/domain/outcome.ts';
import { failed, newTask, observed } from '../../../src/domain/transition.ts';
import { ask } from '../../../src/engine/asker.ts';
import { moment } from '../domain/samples.ts';
import { HandClock } from '../engine/clock.ts';
import { provider, rig, start } from '../engine/rig.ts';
import { documented, documentedNames } from '../formats/bodies.ts';
import { serve } from '../net/servers.ts';
import { useClosing } from './promises.ts';
import { id, RealClient } from './stand.ts';

/** The body once for every field it has: without this field. */
function* bodiesWithout(body: unknown): Generator {
  if (Array.isArray(body)) {
    for (const [index, item] of body.entries()) {
      yield* Array.from(bodiesWithout(item), (less) => body.with(index, less));
    }
  } else if (typeof body === 'object' && body !== null) {
    for (const [name, inside] of Object.entries(body)) {
      const { [name]: _, ...rest } = body as Record<string, unknown>;
      yield rest;
      yield* Array.from(bodiesWithout(inside), (less) => ({ ...body, [name]: less }));
    }
  }
}

/** The body with a field in every object that nobody has heard of. */
function withNews(body: unknown): unknown {
  if (Array.isArray(body)) {
    return body.map(withNews);
  }
  if (typeof body !== 'object' || body === null) {
    return body;
  }
  const entries = Object.entries(body).map(([name, inside]) => [name, withNews(inside)] as const);
  return { ...Object.fromEntries(entries), brand_new_field: { version: 9, items: [null] } };
}

describe('a body of a later release', () => {
  const open = useClosing();

  /** Asks once for each body, over HTTP. */
  async function outcomesOf(bodies: readonly unknown[]): Promise<readonly Outcome[]> {
    const queue = bodies.map((body) => JSON.stringify(body));
    const server = await open(serve((_, response) => response.end(queue.shift())));
    const clock = new HandClock(start);
    const { wire } = rig({ clock, client: new RealClient(clock) });
    const relay = provider('relay', { baseUrl: server.origin });
    const outcomes: Outcome[] = [];
    for (const _ of bodies) {
      outcomes.push(await ask(wire, clock, relay, id, new AbortController().signal));
    }
    return outcomes;
  }

  for (const name of documentedNames) {
    it(`B24 ${name} without any one of its fields is read as far as it goes, or is an error`, async () => {
      const bodies = [...bodiesWithout(documented(name))];
      const outcomes = await outcomesOf(bodies);
      const task = { ...newTask('relay', id, start), status: 'running' as const };
      let readable = 0;
      for (const outcome of outcomes) {
        if (outcome.kind === 'observed') {
          readable += 1;
          assert.equal(observed(task, undefined, outcome.observation, moment(0)).task.id, id);
        } else {
          assert.equal(failed(task, outcome, moment(0)).status, 'running');
        }
      }
      console.log(`      ${bodies.length} bodies, ${readable} of them could be read`);
      assert.ok(readable > bodies.length / 2);
    });
  }

  for (const name of documentedNames) {
    it(`B24 ${name} with new fields in every object says what it said without them`, async () => {
      const body = documented(name);
      const [before, after] = await outcomesOf([body, withNews(body)]);
      assert.ok(before?.kind === 'observed' && after?.kind === 'observed');
      assert.deepEqual(after.observation, before.observation);
    });
  }
});
