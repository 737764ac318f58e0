import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Uri } from 'vscode';
import type { CopyProblem } from '../../src/domain/copyPorts.ts';
import type { CopyState } from '../../src/engine/copyParts.ts';
import type { Desk } from '../../src/ui/commands/command.ts';
import { saveInto } from '../../src/ui/commands/saveInto.ts';
import { task } from './panelStand.ts';

interface Scene {
  readonly before: CopyState;
  /** How it stands once it was asked for. */
  readonly after: CopyState;
  /** What saving it comes to. */
  readonly saving?: CopyProblem;
}

/** Saves one video into a folder; resolves to where, and to what kept it from that. */
async function save({ before, after, saving }: Scene): Promise<readonly [readonly string[], unknown]> {
  const held = { state: before };
  const targets: string[] = [];
  const parts = {
    clock: { after: () => () => undefined },
    copies: {
      state: () => held.state,
      pin: () => ({ dispose: () => undefined }),
      keep: async () => {
        held.state = after;
        return after;
      },
      saveTo: async (_key: string, _id: string, target: string) => {
        held.state = after;
        targets.push(target);
        return saving;
      },
    },
  };
  const desk = { parts } as unknown as Desk;
  const troubles = await saveInto(desk, 'Save', [{ task: task('a'), id: 'file' }], Uri.file('/nowhere'));
  return [targets, troubles[0]?.problem];
}

describe('a video that is saved among others', () => {
  const none: CopyState = { state: 'none' };
  const webm: CopyState = { state: 'kept', bytes: 1, path: '/copies/a.webm' };
  const noRoom: CopyState = { state: 'failed', problem: { kind: 'noRoom', bytes: 2, limit: 1 } };
  const storage: CopyProblem = { kind: 'storage' };
  const expired: CopyProblem = { kind: 'expired' };

  for (const [what, scene, targets, problem] of [
    ['is called what it is', { before: none, after: webm }, ['/nowhere/studio-a.webm'], undefined],
    [
      'passes where there is no room for a copy that stays',
      { before: none, after: noRoom },
      ['/nowhere/studio-a.mp4'],
      undefined,
    ],
    [
      'that the place does not take: the place is named',
      { before: webm, after: webm, saving: storage },
      ['/nowhere/studio-a.webm'],
      { kind: 'refusedThere', name: 'studio-a.webm' },
    ],
    [
      'that our own folder does not take: the place is not blamed',
      { before: none, after: { state: 'failed', problem: storage }, saving: storage },
      [],
      storage,
    ],
    [
      'whose link has ended is not tried again under a name',
      { before: none, after: { state: 'failed', problem: expired }, saving: expired },
      [],
      expired,
    ],
    ['that was given up is not begun anew', { before: none, after: none }, [], { kind: 'cancelled' }],
  ] as const) {
    it(what, async () => assert.deepEqual(await save(scene), [targets, problem]));
  }
});
