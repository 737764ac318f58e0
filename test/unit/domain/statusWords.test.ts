import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { statusOf } from '../../../src/domain/statusWords.ts';

const meanings = {
  queued: [
    'NOT_START',
    'SUBMITTED',
    'queued',
    'in queue',
    'In-Queue',
    'pending',
    'THROTTLED',
    'wait',
    'scheduled',
  ],
  running: ['IN_PROGRESS', 'processing', 'dreaming', 'preprocessing', 'upsampling', 'active'],
  succeeded: [' Succeeded ', 'SUCCESS', 'success', 'succeed', 'completed', 'done', 'ready', 'OK'],
  failed: ['FAILURE', 'fail', 'error', 'timed out', 'sora_error', 'rejected', 'blocked'],
  cancelled: ['canceled', 'CANCELLED', 'aborted', 'deleted'],
  expired: ['expired'],
  unknown: ['', '3', 'not_found', 'constructor', 'mystery', null, undefined, true, 3, {}, []],
};

describe('statusOf', () => {
  for (const [status, words] of Object.entries(meanings)) {
    for (const word of words) {
      it(`${JSON.stringify(word) ?? 'nothing'} is ${status}`, () => assert.equal(statusOf(word), status));
    }
  }
});
