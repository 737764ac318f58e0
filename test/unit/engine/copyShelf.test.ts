import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CopyFile, CopyFiles } from '../../../src/domain/copyPorts.ts';
import { CopyShelf } from '../../../src/engine/copyShelf.ts';
import { HandCopySettings } from './copyRig.ts';
import { HandLog } from './rig.ts';

/** A folder whose looks end when a test says so. */
function slowFolder() {
  const looks: ((found: readonly CopyFile[]) => void)[] = [];
  const files: CopyFiles = {
    onDidChange: () => ({ dispose: () => {} }),
    nameOf: (key, id) => `${key} ${id}`,
    ownerOf: (key) => key,
    list: () => new Promise((resolve) => looks.push(resolve)),
    open: async () => ({ kind: 'storage' }),
    remove: async () => {},
    sweep: async () => {},
    movie: async () => undefined,
    exportTo: async () => undefined,
    dispose: () => {},
  };
  return { files, end: (look: number, found: readonly CopyFile[]) => looks[look]?.(found) };
}

describe('the shelf of local copies', () => {
  const copy: CopyFile = { name: 'a copy', path: '/copies/a.mp4', bytes: 1, keptAt: 1 };

  it('does not take what an older look has seen for news', async () => {
    const { files, end } = slowFolder();
    const shelf = new CopyShelf({
      files,
      list: { all: () => [] },
      log: new HandLog(),
      settings: new HandCopySettings(),
    });
    const [older, later] = [shelf.refresh(), shelf.refresh()];
    end(1, [copy]);
    await later;
    end(0, []);
    await older;
    assert.equal(shelf.get(copy.name), copy);
  });
});
