import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { commands, Uri, window, workspace, type Disposable } from 'vscode';
import { ownerOf } from '../../src/store/copyNames.ts';
import { useDialogs } from './dialogs.ts';
import { dataFolder } from './disk.ts';
import { useHost } from './host.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { useSpies } from './spies.ts';
import type { Stand } from './stand.ts';
import { until } from './until.ts';

const ids = ['task_01jhjp54x0f759wceyasz6xrge', 'task_01m7ht5854xe4p1m7c0gj2kdnw'] as const;
const clip = readFileSync(join(import.meta.dirname, '..', 'gateway', 'media', 'clip.mp4'));
const size = '270.2 KB';

function rowsOf(keys: readonly string[]): readonly object[] {
  return keys.map((key) => ({ kind: 'task', id: `task:${key}`, key }));
}

/** Runs a command on selected rows. */
async function run(command: string, keys: readonly string[]): Promise<void> {
  const rows = rowsOf(keys);
  await commands.executeCommand(`videoTasks.${command}`, rows[0], rows);
}

describe('local copies outside the panel', () => {
  const host = useHost();
  const dialogs = useDialogs();
  const spies = useSpies();
  const place = { copies: '', folder: '' };
  const memory = { files: new MemoryFiles(), registered: undefined as Disposable | undefined };

  before(async () => {
    const storage = ['User', 'globalStorage', 'video-tasks.video-tasks', 'copies'];
    place.copies = join(await dataFolder(), ...storage);
  });
  beforeEach(async () => {
    place.folder = mkdtempSync(join(tmpdir(), 'video-tasks-copies-'));
    memory.files = new MemoryFiles();
    memory.registered = workspace.registerFileSystemProvider('mem', memory.files);
    await host.set('localCopies.keep', 'never');
  });
  afterEach(() => {
    memory.registered?.dispose();
    rmSync(place.folder, { recursive: true });
  });

  /** Names of the files that are kept of a task. */
  function kept(key: string): readonly string[] {
    return readdirSync(place.copies).filter((name) => name.startsWith(ownerOf(key)));
  }

  async function finished(stand: Stand, count: number): Promise<readonly string[]> {
    const keys = [];
    for (const id of ids.slice(0, count)) {
      keys.push(await host.finished(stand, { id }));
    }
    return keys;
  }

  async function keptTasks(stand: Stand, count: number): Promise<readonly string[]> {
    const keys = await finished(stand, count);
    await run('keepLocalCopy', keys);
    assert.deepEqual(
      keys.map((key) => kept(key).length),
      keys.map(() => 1),
    );
    dialogs.now().asked.splice(0);
    return keys;
  }

  it('are kept for every selected row, and removed', async () => {
    const keys = await finished(await host.standIn(), 2);
    await run('keepLocalCopy', keys);
    assert.deepEqual(dialogs.now().texts(), ['Local copies kept: 2 (540.4 KB).']);
    for (const key of keys) {
      assert.deepEqual(
        kept(key).map((name) => readFileSync(join(place.copies, name)).equals(clip)),
        [true],
      );
    }
    await run('removeLocalCopy', keys);
    assert.deepEqual(keys.flatMap(kept), []);
  });

  it('a slow download shows itself and can be given up: nothing stays, nobody complains', async () => {
    const stand = await host.standIn();
    const [key = ''] = await finished(stand, 1);
    stand.gateway.faultMedia('clip.mp4', { hangAfterBytes: 100_000 });
    dialogs.now().cancel = true;
    await run('keepLocalCopy', [key]);
    assert.deepEqual(dialogs.now().progress, ['Keep a Local Copy']);
    assert.match(dialogs.now().reports.join(), /^Downloading · \d+\.\d KB of 270\.2 KB/);
    assert.deepEqual(kept(key), []);
    assert.deepEqual(dialogs.now().asked, []);
  });

  it('a broken download goes on with Resume', async () => {
    const stand = await host.standIn();
    const [key = ''] = await finished(stand, 1);
    stand.gateway.faultMedia('clip.mp4', { resetAfterBytes: 100_000 }, { resetAfterBytes: 0 });
    dialogs.now().press = ({ buttons }) => buttons.find((each) => each === 'Resume');
    await run('keepLocalCopy', [key]);
    assert.match(dialogs.now().texts()[0] ?? '', /^The download stopped at \d+%\.$/);
    assert.equal(dialogs.now().texts().at(-1), `Local copies kept: 1 (${size}).`);
    assert.equal(kept(key).length, 1);
  });

  it('what is no video leads to the answer of the provider', async () => {
    const stand = await host.standIn();
    const [key = ''] = await finished(stand, 1);
    stand.gateway.faultMedia('clip.mp4', { html: true });
    dialogs.now().press = ({ buttons }) => buttons[0];
    await run('keepLocalCopy', [key]);
    assert.deepEqual(dialogs.now().asked, [
      {
        text: 'The link did not return a video but a web page.',
        detail: '',
        buttons: ['Show Raw Response', 'Try Again'],
      },
    ]);
    assert.equal(window.activeTextEditor?.document.uri.scheme, 'videotasks-raw');
  });

  it('several videos are saved in one folder, never over what is there', async () => {
    const stand = await host.standIn();
    const keys = await finished(stand, 2);
    const [first, second] = ids.map((id) => `${stand.provider}-${id}`);
    writeFileSync(join(place.folder, `${first}.mp4`), 'mine');
    dialogs.now().place = Uri.file(place.folder);
    await run('saveVideo', keys);
    assert.deepEqual(readdirSync(place.folder).toSorted(), [
      `${first}-2.mp4`,
      `${first}.mp4`,
      `${second}.mp4`,
    ]);
    assert.equal(readFileSync(join(place.folder, `${first}.mp4`), 'utf8'), 'mine');
    assert.ok(readFileSync(join(place.folder, `${first}-2.mp4`)).equals(clip));
    const [message] = dialogs.now().asked;
    assert.match(message?.text ?? '', /^Saved 2 videos in video-tasks-copies-/);
    assert.deepEqual(message?.buttons, ['Show in Folder']);
  });

  it('a video and a bundle are saved on another file system', async () => {
    const keys = await finished(await host.standIn(), 1);
    dialogs.now().place = Uri.parse('mem:/saved.mp4');
    memory.files.files.set('/saved.mp4', new Uint8Array(3));
    await run('saveVideo', keys);
    assert.deepEqual(dialogs.now().texts(), ['Saved saved.mp4.']);
    assert.ok(clip.equals(memory.files.files.get('/saved.mp4') ?? new Uint8Array()));

    dialogs.now().place = Uri.parse('mem:/');
    await run('exportBundle', keys);
    const exported = [...memory.files.files].find(([path]) => path.endsWith('/video.mp4'));
    assert.ok(clip.equals(exported?.[1] ?? new Uint8Array()));
  });

  it('a place that takes nothing is named, and can be tried again', async () => {
    const keys = await finished(await host.standIn(), 1);
    memory.files.refused = /saved/;
    dialogs.now().place = Uri.parse('mem:/saved.mp4');
    dialogs.now().press = ({ buttons }) => {
      memory.files.refused = undefined;
      return buttons[0];
    };
    await run('saveVideo', keys);
    assert.deepEqual(dialogs.now().asked, [
      { text: 'saved.mp4 cannot be written.', detail: '', buttons: ['Try Again'] },
      { text: 'Saved saved.mp4.', detail: '', buttons: [] },
    ]);
  });

  it('go with their tasks, and come back with them', async () => {
    const [key = ''] = await keptTasks(await host.standIn(), 1);
    dialogs.now().press = ({ buttons }) => buttons[0];
    await run('remove', [key]);
    assert.deepEqual(dialogs.now().asked, [
      { text: `Removed 1 task. Local copies (${size}) are deleted too.`, detail: '', buttons: ['Undo'] },
    ]);
    assert.equal(host.task(key)?.status, 'succeeded');
    assert.equal(kept(key).length, 1);
  });

  it('that have gone before Undo are loaded again', async () => {
    const stand = await host.standIn();
    const [key = ''] = await keptTasks(stand, 1);
    const { promise: undo, resolve } = Promise.withResolvers<string>();
    dialogs.now().press = () => undo;
    const removing = run('remove', [key]);
    await until('it is removed', () => dialogs.now().asked.length === 1 && host.task(key) === undefined);
    for (const name of kept(key)) {
      rmSync(join(place.copies, name));
    }
    // Whenever a copy is kept, the folder is looked through.
    await run('keepLocalCopy', [await host.finished(stand, { id: ids[1] })]);
    resolve('Undo');
    await removing;
    assert.equal(kept(key).length, 1);
  });

  it('are offered to be kept by Clear Finished; the extension deletes its own', async () => {
    const stand = await host.standIn();
    await keptTasks(stand, 2);
    dialogs.now().place = Uri.file(place.folder);
    dialogs.now().press = ({ buttons }) => buttons.find((each) => each === 'Keep Copies');
    await commands.executeCommand('videoTasks.clearFinished');
    const [modal, ...others] = dialogs.now().asked;
    assert.deepEqual(modal, {
      text: 'Remove 2 finished tasks from the list? Local copies (540.4 KB) are deleted too.',
      detail:
        'The videos stay with their providers as long as their links work. Keep Copies saves them in a folder of yours.',
      buttons: ['Remove', 'Keep Copies'],
    });
    assert.deepEqual(
      others.map(({ text, buttons }) => [text.replace(/video-tasks-copies-\w+/, '…'), ...buttons]),
      [['Saved 2 videos in …. Removed 2 tasks.', 'Undo', 'Show in Folder']],
    );
    assert.deepEqual(
      readdirSync(place.folder).toSorted(),
      ids.map((id) => `${stand.provider}-${id}.mp4`).toSorted(),
    );
    assert.deepEqual(host.api.tasks(), []);
  });

  it('Clear Finished without copies offers none; giving up the folder removes nothing', async () => {
    const stand = await host.standIn();
    const [key = ''] = await finished(stand, 1);
    await commands.executeCommand('videoTasks.clearFinished');
    assert.deepEqual(
      dialogs.now().asked.map(({ text, buttons }) => [text, ...buttons]),
      [['Remove 1 finished task from the list?', 'Remove']],
    );
    await run('keepLocalCopy', [key]);
    dialogs.now().press = ({ buttons }) => buttons.find((each) => each === 'Keep Copies');
    await commands.executeCommand('videoTasks.clearFinished');
    assert.equal(host.task(key)?.status, 'succeeded');
  });

  it('one that cannot be saved keeps its task in the list', async () => {
    const keys = await keptTasks(await host.standIn(), 2);
    memory.files.refused = new RegExp(ids[0]);
    dialogs.now().place = Uri.parse('mem:/');
    dialogs.now().press = ({ buttons }) => buttons.find((each) => each === 'Keep Copies');
    await commands.executeCommand('videoTasks.clearFinished');
    assert.deepEqual(
      keys.map((key) => host.task(key)?.status),
      ['succeeded', undefined],
    );
    assert.deepEqual(
      [...memory.files.files.keys()].map((path) => path.includes(ids[1])),
      [true],
    );
    const [, message, ...others] = dialogs.now().asked;
    assert.match(
      message?.text ?? '',
      /^Saved 1 video in .*\. Removed 1 task\. Tasks that stay in the list, because their copies could not be saved: 1\. .*cannot be written\.$/,
    );
    assert.deepEqual(message?.buttons, ['Undo']);
    assert.deepEqual(others, []);
  });

  it('of a file that the task does not name any more keeps it in the list, and that is said', async () => {
    const [first = '', second = ''] = await keptTasks(await host.standIn(), 2);
    writeFileSync(join(place.copies, `${ownerOf(first)}${'0'.repeat(16)}.mp4`), clip);
    dialogs.now().place = Uri.file(place.folder);
    dialogs.now().press = ({ buttons }) => buttons.find((each) => each === 'Keep Copies');
    await commands.executeCommand('videoTasks.clearFinished');
    assert.deepEqual(
      [first, second].map((key) => host.task(key)?.status),
      ['succeeded', undefined],
    );
    const [, message, ...others] = dialogs.now().asked;
    assert.match(
      message?.text ?? '',
      /^Saved 2 videos in .*\. Removed 1 task\. Tasks that stay in the list, because their copies could not be saved: 1\. Their providers no longer name these files\./,
    );
    assert.deepEqual(others, []);
  });

  it('that are on their way when their task is removed come after Undo', async () => {
    const stand = await host.standIn();
    const [key = ''] = await finished(stand, 1);
    stand.gateway.faultMedia('clip.mp4', { hangAfterBytes: 100_000 });
    const keeping = run('keepLocalCopy', [key]);
    await until('it is on its way', () => dialogs.now().reports.length > 0);
    dialogs.now().press = async ({ buttons }) => {
      await keeping;
      return buttons.find((each) => each === 'Undo');
    };
    await run('remove', [key]);
    assert.equal(host.task(key)?.status, 'succeeded');
    assert.deepEqual(kept(key).filter((name) => name.endsWith('.mp4')).length, 1);
  });

  it('are removed after a question where the link has ended', async () => {
    const [key = ''] = await keptTasks(await host.standIn(), 1);
    const week = 7 * 86_400_000;
    spies.replace(Date, 'now', (own) => () => own() + week);
    await run('removeLocalCopy', [key]);
    assert.deepEqual(dialogs.now().asked, [
      {
        text: 'Videos whose links have expired: 1. Remove their local copies for good?',
        detail: '',
        buttons: ['Remove'],
      },
    ]);
    assert.equal(kept(key).length, 1);
    dialogs.now().press = ({ buttons }) => buttons[0];
    await run('removeLocalCopy', [key]);
    assert.equal(kept(key).length, 0);
  });

  it('of several rows: each gets a bundle of its own; a player and captions take one', async () => {
    const stand = await host.standIn();
    const keys = await keptTasks(stand, 2);
    dialogs.now().place = Uri.file(place.folder);
    await run('exportBundle', keys);
    const folders = readdirSync(place.folder).toSorted();
    assert.deepEqual(
      folders.map((name) => name.replace(/-[^-]+(?:-2)?$/, '')),
      ids.map((id) => `${stand.provider}-${id}`).toSorted(),
    );
    for (const folder of folders) {
      assert.ok(readFileSync(join(place.folder, folder, 'video.mp4')).equals(clip));
    }
    assert.deepEqual(dialogs.now().texts(), ['Exported 2 tasks.']);
    for (const command of ['openDefaultPlayer', 'saveCaptions']) {
      await run(command, keys);
      assert.equal(dialogs.now().texts().at(-1), 'This can be done with one task at a time.');
    }
    assert.equal(dialogs.now().asked.length, 3);
  });

  it('a bundle that cannot be written leaves nothing behind, and the folder is named', async () => {
    const keys = await keptTasks(await host.standIn(), 1);
    memory.files.createDirectory(Uri.parse('mem:/mine'));
    memory.files.refused = /task\.json$/;
    dialogs.now().place = Uri.parse('mem:/mine');
    await run('exportBundle', keys);
    assert.deepEqual(dialogs.now().texts(), ['mine cannot be written.']);
    assert.deepEqual([...memory.files.files.keys()], []);
  });
});
