import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readSurface } from './surface.ts';
import { commandsOn } from './when.ts';

const surface = readSurface();

describe('buttons on rows', () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    provider: [],
    'provider without a key': ['setApiKey'],
    'provider with a rejected key': ['setApiKey'],
    'provider without a base URL': ['setBaseUrl'],
    'provider of the settings': [],
    'group of running tasks': [],
    'group with a result to watch': ['markGroupWatched'],
    'group of watched results': [],
    'group of results without a video': [],
    more: [],
    queued: ['checkTask'],
    running: ['checkTask'],
    'needs a key': ['setApiKey'],
    'finished, not watched': ['play', 'saveVideo'],
    'finished, watched': ['play', 'saveVideo'],
    'finished without a video': [],
    'link about to expire, not watched': ['play', 'keepLocalCopy'],
    'link about to expire, watched': ['play', 'keepLocalCopy'],
    'link expired': ['renewLink'],
    'kept, not watched': ['play', 'saveVideo'],
    'kept, watched': ['play', 'saveVideo'],
    'kept, link expired': ['play', 'saveVideo'],
    failed: ['showRaw'],
    cancelled: [],
    expired: [],
    'not found': ['checkTask'],
    unrecognised: ['showRaw'],
    stopped: ['resumeTask'],
  };

  it('are listed for every kind of row', () => {
    assert.deepEqual(Object.keys(expected), Object.keys(surface.rows));
  });

  for (const [row, buttons] of Object.entries(expected)) {
    it(`${row}: ${buttons.join(', ') || 'none'}`, () => {
      assert.deepEqual(commandsOn(surface.rows[row] ?? '', 'buttons'), buttons);
    });
  }
});

describe('menus of rows', () => {
  const everyTask = [
    'open',
    'openToSide',
    'checkTask',
    'copyId',
    'copyPrompt',
    'copyCurl',
    'showRaw',
    'rename',
    'remove',
  ];
  const ofResult = ['compare', 'copyLink', 'exportBundle', 'openDefaultPlayer', 'saveCaptions', 'saveVideo'];
  const open = ['keepLocalCopy', ...ofResult];
  const kept = ['removeLocalCopy', ...ofResult];
  const more: Readonly<Record<string, readonly string[]>> = {
    queued: ['stopTask'],
    running: ['stopTask'],
    'needs a key': ['stopTask'],
    'finished, not watched': ['markWatched', ...open],
    'finished, watched': ['markNotWatched', ...open],
    'finished without a video': [],
    'link about to expire, not watched': ['markWatched', ...open],
    'link about to expire, watched': ['markNotWatched', ...open],
    'link expired': [],
    'kept, not watched': ['markWatched', ...kept],
    'kept, watched': ['markNotWatched', ...kept],
    'kept, link expired': ['markNotWatched', ...kept],
    failed: [],
    cancelled: [],
    expired: [],
    'not found': ['stopTask', 'changeProvider'],
    unrecognised: ['stopTask'],
    stopped: ['resumeTask'],
  };
  for (const [row, own] of Object.entries(more)) {
    it(`${row}: what every task has${own.map((command) => `, ${command}`).join('')}`, () => {
      const menu = commandsOn(surface.rows[row] ?? '', 'menu');
      assert.deepEqual(menu.toSorted(), [...everyTask, ...own].toSorted());
    });
  }

  const providers: readonly (readonly [row: string, ...commands: string[]])[] = [
    ['provider', 'setApiKey', 'removeApiKey', 'setBaseUrl'],
    ['provider of the settings', 'setApiKey', 'removeApiKey'],
    ['group with a result to watch'],
    ['more'],
  ];
  for (const [row, ...own] of providers) {
    it(`${row}: ${own.join(', ') || 'none'}`, () => {
      assert.deepEqual(commandsOn(surface.rows[row] ?? '', 'menu'), own);
    });
  }
});
