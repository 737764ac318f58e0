import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { window } from 'vscode';
import { newTask } from '../../src/domain/transition.ts';
import type { Desk } from '../../src/ui/commands/command.ts';
import { complainAbout, type Problem, type Trouble } from '../../src/ui/commands/loading.ts';
import { useDialogs } from './dialogs.ts';
import { useHost } from './host.ts';
import { until } from './until.ts';

const task = newTask('p', 'task_1', 0);

/** A list with the task, or without it. */
function deskOf(listed: boolean): Desk {
  return { parts: { list: { get: () => (listed ? task : undefined) } } } as unknown as Desk;
}

const desk = deskOf(true);

function trouble(problem: Problem): Trouble {
  return { task, id: 'file', problem };
}

describe('what is said of a video that could not be had', () => {
  useHost();
  const dialogs = useDialogs();

  for (const [problem, text, button] of [
    [
      { kind: 'tooLarge', bytes: 300_000_000, limit: 200_000_000 },
      'This video is 300.0 MB. Automatic copies stop at 200.0 MB.',
      'Download Anyway',
    ],
    [{ kind: 'interrupted', bytes: 1, total: 4 }, 'The download stopped at 25%.', 'Resume'],
    [
      { kind: 'noSpace', bytes: 5_000_000 },
      'Not enough disk space for the local copy (5.0 MB needed). Free some space, or remove local copies, and try again.',
      'Try Again',
    ],
    [{ kind: 'storage' }, 'The local copy could not be written.', 'Try Again'],
    [{ kind: 'expired' }, 'The video link has expired.', 'Get a New Link'],
    [{ kind: 'refusedThere', name: 'a.mp4' }, 'a.mp4 cannot be written.', 'Try Again'],
  ] as const) {
    it(`${problem.kind}: ${button} tries again`, async () => {
      dialogs.now().press = ({ buttons }) => buttons[0];
      const tried: unknown[] = [];
      await complainAbout(desk, [trouble(problem)], async (failed) => void tried.push(failed));
      assert.deepEqual(dialogs.now().asked, [{ text, detail: '', buttons: [button] }]);
      assert.deepEqual(tried, [[trouble(problem)]]);
    });
  }

  it('noRoom: Open Settings shows the limits, and tries nothing', async () => {
    dialogs.now().press = ({ buttons }) => buttons.find((each) => each === 'Open Settings');
    await complainAbout(desk, [trouble({ kind: 'noRoom', bytes: 2, limit: 1_000_000 })], () =>
      assert.fail('tried again'),
    );
    await until('the settings are open', () =>
      window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label === 'Settings')),
    );
  });

  for (const [problem, listed, unlisted] of [
    [{ kind: 'notVideo', found: 'html' }, ['Show Raw Response', 'Try Again'], ['Try Again']],
    [{ kind: 'refused' }, ['Show Raw Response'], []],
    [{ kind: 'expired' }, ['Get a New Link'], []],
    [{ kind: 'interrupted', bytes: 1 }, ['Resume'], ['Resume']],
  ] as const) {
    it(`${problem.kind}: of a task that is not in the list only what works there is offered`, async () => {
      for (const isListed of [true, false]) {
        await complainAbout(deskOf(isListed), [trouble(problem)], () => assert.fail('tried again'));
      }
      assert.deepEqual(
        dialogs.now().asked.map(({ buttons }) => buttons),
        [listed, unlisted],
      );
    });
  }

  it('no way out is offered where there is none', async () => {
    await complainAbout(desk, [trouble({ kind: 'gone' })], () => assert.fail('tried again'));
    assert.deepEqual(dialogs.now().asked, [
      { text: 'The provider no longer stores this video.', detail: '', buttons: [] },
    ]);
  });

  it('several are told at once; what was given up is left out', async () => {
    dialogs.now().press = ({ buttons }) => buttons[0];
    const [broken, full, given] = [
      trouble({ kind: 'interrupted', bytes: 1 }),
      trouble({ kind: 'storage' }),
      trouble({ kind: 'cancelled' }),
    ];
    const tried: unknown[] = [];
    await complainAbout(desk, [given, broken, full], async (failed) => void tried.push(failed));
    assert.deepEqual(dialogs.now().texts(), ['Videos that failed: 2. The download stopped.']);
    assert.deepEqual(tried, [[broken, full]]);
    await complainAbout(desk, [given], () => assert.fail('tried again'));
    assert.equal(dialogs.now().asked.length, 1);
  });
});
