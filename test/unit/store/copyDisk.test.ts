import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { readMedia } from '../../gateway/media.ts';
import { temporaryFolder } from './samples.ts';

describe('local copies on a real disk of 1 MB', () => {
  const script = fileURLToPath(new URL('smallCopies.ts', import.meta.url));
  const canMount = spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
  const where = canMount ? '' : ' (not possible here: no mount of our own)';

  (canMount ? it : it.skip)(
    `H03 K11 that is full: nothing half-made stays, and what is missing is told${where}`,
    () => {
      const folder = temporaryFolder();
      const { stdout, status } = spawnSync(
        'unshare',
        ['-Urm', process.execPath, '--disable-warning=ExperimentalWarning', script, folder.path],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
      );
      folder.remove();
      assert.equal(status, 0);
      const bytes = readMedia().get('clip.mp4')?.bytes.length;
      assert.deepEqual(JSON.parse(stdout), {
        announced: { state: 'failed', problem: { kind: 'noSpace', bytes } },
        afterAnnounced: ['ballast'],
        unannounced: { state: 'failed', problem: { kind: 'noSpace' } },
        afterUnannounced: ['ballast'],
        elsewhere: { kind: 'noSpace', bytes },
        withRoom: 'kept',
        saved: { kind: 'noSpace' },
        isSavedThere: false,
        log: [],
      });
    },
  ).timeout(60_000);
});
