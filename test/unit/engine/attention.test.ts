import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { HandClock, settled } from './clock.ts';
import { rig, ScriptedClient, start, type Rig } from './rig.ts';
import { twoWindows } from './windows.ts';

const minute = 60_000;

/** Two windows, of which the first one has the focus or not. */
function windows(focused: boolean): readonly [Rig, Rig] {
  const clock = new HandClock(start);
  const client = new ScriptedClient(clock);
  const [first, second] = twoWindows();
  return [
    rig({ store: first, clock, client, focused }),
    rig({ store: second, clock, client, focused: false }),
  ];
}

/** The pause before the last check, ms. */
function lastGap({ client }: Rig): number {
  const times = client.times();
  return Number(times.at(-1)) - Number(times.at(-2));
}

describe('the pace', () => {
  it('is halved when no window had the focus for ten minutes', async () => {
    const each = rig({ focused: false });
    await each.track('a');
    await each.clock.advance(9 * minute);
    assert.equal(lastGap(each), 15_000);
    await each.clock.advance(21 * minute);
    assert.equal(lastGap(each), 60_000);
  });

  it('is the usual one again when somebody is back', async () => {
    const each = rig({ focused: false });
    await each.track('a');
    await each.clock.advance(30 * minute);
    each.focus.turn(true);
    await each.clock.advance(2 * minute);
    assert.equal(lastGap(each), 30_000);
  });

  it('is the usual one for ten minutes after somebody has gone', async () => {
    const each = rig();
    await each.track('a');
    await each.clock.advance(20 * minute);
    each.focus.turn(false);
    await each.clock.advance(9 * minute);
    assert.equal(lastGap(each), 30_000);
    await each.clock.advance(5 * minute);
    assert.equal(lastGap(each), 60_000);
  });

  it('is the usual one while another window has the focus', async () => {
    const [here, away] = windows(true);
    await here.track('a');
    await away.track('b');
    for (let each = 0; each < 30; each += 1) {
      // Only the window without the focus looks for due tasks.
      here.poller.wake();
      await settled();
      await away.clock.advance(minute);
    }
    assert.equal(lastGap(away) <= 30_000, true);
    assert.equal(await away.attention.isAway(), false);
  });

  it('is told by one time stamp for all windows', async () => {
    const [here, away] = windows(false);
    await here.attention.isAway();
    await here.clock.advance(11 * minute);
    assert.equal(await away.attention.isAway(), true);
    here.focus.turn(true);
    await settled();
    assert.equal(await away.attention.isAway(), false);
  });

  it('G02 is the usual one when the clock has gone back', async () => {
    const each = rig({ focused: false });
    assert.equal(await each.attention.isAway(), false);
    each.clock.set(start - 5 * minute);
    assert.equal(await each.attention.isAway(), false);
  });
});
