import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import type * as Details from '../../../src/ui/panel/details.ts';
import type * as Timeline from '../../../src/ui/panel/timeline.ts';
import { sampleTask } from '../domain/samples.ts';
import { installFakeVscode } from '../manifest/fakeVscode.ts';

const done = { status: 'succeeded', addedAt: 0, createdAt: 10_000, finishedAt: 10_400 } as const;

describe('how long a task took', () => {
  let details: typeof Details;
  let timeline: typeof Timeline;
  before(async () => {
    installFakeVscode();
    details = await import('../../../src/ui/panel/details.ts');
    timeline = await import('../../../src/ui/panel/timeline.ts');
  });
  const lasted = (finishedAt: number): readonly (string | undefined)[] =>
    timeline.timelineRows(sampleTask({ ...done, finishedAt }), []).flatMap(({ lasted: span }) => span ?? []);

  it('is not told below a second: equal times measure nothing', () => {
    assert.doesNotMatch(details.summaryText(sampleTask(done), 'Relay'), /took/);
    assert.deepEqual(lasted(10_000), []);
    assert.deepEqual(lasted(10_999), []);
  });

  it('is told from a second on', () => {
    assert.match(details.summaryText(sampleTask({ ...done, finishedAt: 11_000 }), 'Relay'), /took/);
    assert.deepEqual(lasted(11_000), ['1s']);
  });
});
