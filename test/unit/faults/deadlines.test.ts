import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { mock } from 'node:test';
import { afterEach, beforeEach, describe, it } from 'mocha';
import fetch from 'node-fetch';
import type { HttpResult } from '../../../src/domain/ports.ts';
import type { Fetch } from '../../../src/net/httpGet.ts';
import { ask } from '../net/clients.ts';
import { serve } from '../net/servers.ts';
import { useClosing } from './promises.ts';

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await turn();
  }
}

/** Passes the time that timers know, and lets what it starts reach the sockets. */
async function pass(ms: number): Promise<void> {
  mock.timers.tick(ms);
  for (let each = 0; each < 20; each += 1) {
    await turn();
  }
}

interface Asking {
  hasHeaders: boolean;
  result?: HttpResult;
}

/** Asks, and notes how far it has come. */
function asking(origin: string): Asking {
  const state: Asking = { hasHeaders: false };
  const noting: unknown = async (...call: Parameters<Fetch>) => {
    const response = await fetch(...call);
    state.hasHeaders = true;
    return response;
  };
  const note = async (): Promise<void> => {
    state.result = await ask(origin, { fetchImpl: noting as Fetch });
  };
  void note();
  return state;
}

function assertTimeout({ result }: Asking): void {
  assert.equal(result?.ok === false && result.error.kind, 'timeout');
}

describe('without an answer', () => {
  const open = useClosing();
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('A08, A11 a check gives up when no headers have come for 15 s, and frees the connection', async () => {
    const server = await open(serve(() => {}));
    const state = asking(server.origin);
    await until(() => server.requests.length === 1);
    await pass(14_999);
    assert.equal(state.result, undefined);
    await pass(1);
    assertTimeout(state);
    while ((await server.connections()) > 0) {
      await turn();
    }
  });

  it('A09 a check gives up when the answer is not complete after 30 s, and frees the connection', async () => {
    const server = await open(serve((_, response) => void response.write('{')));
    const state = asking(server.origin);
    await until(() => state.hasHeaders);
    await pass(29_999);
    assert.equal(state.result, undefined);
    await pass(1);
    assertTimeout(state);
    while ((await server.connections()) > 0) {
      await turn();
    }
  });
});
