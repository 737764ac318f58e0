import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { commands, Uri, window, workspace, type Disposable, type SaveDialogOptions } from 'vscode';
import { useHost } from './host.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { listen } from './sayings.ts';
import { useSpies } from './spies.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';
const captions = { '0': 'One.', '75': 'Two.' };
const scheme = 'video-tasks-elsewhere';
const clip = join(import.meta.dirname, '..', 'gateway', 'media', 'clip.mp4');

describe('what is saved goes where the person points (K12)', () => {
  const host = useHost();
  const spies = useSpies();
  const place: { folder: string; elsewhere: MemoryFiles; registered?: Disposable } = {
    folder: '',
    elsewhere: new MemoryFiles(),
  };

  before(async () => {
    place.folder = await mkdtemp(join(tmpdir(), 'video-tasks-here-'));
  });
  beforeEach(() => {
    place.elsewhere = new MemoryFiles();
    place.elsewhere.createDirectory(Uri.file(place.folder));
    place.registered = workspace.registerFileSystemProvider(scheme, place.elsewhere, {
      isCaseSensitive: true,
    });
  });
  afterEach(async () => {
    place.registered?.dispose();
    for (const name of readdirSync(place.folder)) {
      await rm(join(place.folder, name), { recursive: true });
    }
  });
  after(() => rm(place.folder, { recursive: true }));

  /** Files below the local folder. */
  function local(): readonly string[] {
    return readdirSync(place.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .toSorted();
  }

  function answerSaving(uri: Uri | undefined): (Uri | undefined)[] {
    const offered: (Uri | undefined)[] = [];
    spies.replace(window, 'showSaveDialog', () => async (options: SaveDialogOptions) => {
      offered.push(options.defaultUri);
      return uri;
    });
    return offered;
  }

  for (const [command, ending] of [
    ['saveVideo', '.mp4'],
    ['saveCaptions', '.vtt'],
  ] as const) {
    it(`${command}: nowhere when the person points nowhere, with a name of ours and no folder that nobody opened (K12)`, async () => {
      const said = listen(spies, { typing: [], trying: [] });
      const key = await host.finished(await host.standIn(), { id, captions });
      const offered = answerSaving(undefined);
      await commands.executeCommand(`videoTasks.${command}`, key);
      assert.equal(workspace.workspaceFolders, undefined);
      assert.match(offered[0]?.path ?? '', new RegExp(`^/stand-in-\\d+-${id}\\${ending}$`));
      assert.deepEqual(said, []);
      assert.deepEqual(local(), []);
    });

    it(`${command}: to the one file on this computer (K12)`, async () => {
      listen(spies, { typing: [], trying: [] });
      const key = await host.finished(await host.standIn(), { id, captions });
      const file = `mine${ending}`;
      answerSaving(Uri.file(join(place.folder, file)));
      await commands.executeCommand(`videoTasks.${command}`, key);
      assert.deepEqual(local(), [file]);
      assert.deepEqual([...place.elsewhere.files.keys()], []);
    });

    it(`${command}: to the one file on another computer, and to no file of the same name on this one (K12)`, async () => {
      const said = listen(spies, { typing: [], trying: [] });
      const key = await host.finished(await host.standIn(), { id, captions });
      const path = join(place.folder, `mine${ending}`);
      answerSaving(Uri.from({ scheme, path }));
      await commands.executeCommand(`videoTasks.${command}`, key);
      assert.deepEqual(local(), []);
      assert.deepEqual([...place.elsewhere.files.keys()], [path]);
      assert.deepEqual(
        said.flatMap(({ texts }) => texts),
        [`Saved mine${ending}.`],
      );
      if (command === 'saveVideo') {
        assert.deepEqual(Buffer.from(place.elsewhere.files.get(path) ?? []), readFileSync(clip));
      }
    });
  }

  it('exportBundle: to a new folder in the one on this computer (K12)', async () => {
    listen(spies, { typing: [], trying: [] });
    const key = await host.finished(await host.standIn(), { id, captions });
    spies.replace(window, 'showOpenDialog', () => async () => [Uri.file(place.folder)]);
    await commands.executeCommand('videoTasks.exportBundle', key);
    assert.deepEqual(local(), ['captions.vtt', 'poster.webp', 'task.json', 'video.mp4']);
    assert.equal(readdirSync(place.folder).length, 1);
    assert.deepEqual([...place.elsewhere.files.keys()], []);
  });

  it('exportBundle: to a new folder on another computer, and to none on this one (K12)', async () => {
    listen(spies, { typing: [], trying: [] });
    const key = await host.finished(await host.standIn(), { id, captions });
    spies.replace(window, 'showOpenDialog', () => async () => [Uri.from({ scheme, path: place.folder })]);
    await commands.executeCommand('videoTasks.exportBundle', key);
    assert.deepEqual(local(), []);
    const paths = [...place.elsewhere.files.keys()];
    assert.ok(paths.every((path) => path.startsWith(`${place.folder}/stand-in-`)));
    assert.deepEqual(paths.map((path) => basename(path)).toSorted(), [
      'captions.vtt',
      'poster.webp',
      'task.json',
      'video.mp4',
    ]);
  });

  it('exportBundle: nowhere when the person points nowhere (K12)', async () => {
    const said = listen(spies, { typing: [], trying: [] });
    const key = await host.finished(await host.standIn(), { id, captions });
    spies.replace(window, 'showOpenDialog', () => async () => undefined);
    await commands.executeCommand('videoTasks.exportBundle', key);
    assert.deepEqual(local(), []);
    assert.deepEqual(said, []);
  });
});
