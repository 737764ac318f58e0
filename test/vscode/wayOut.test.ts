import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import {
  commands,
  Disposable,
  FileType,
  Position,
  Range,
  TabInputWebview,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type QuickPickItem,
} from 'vscode';
import { dataFolder, storedTask } from './disk.ts';
import { useHost } from './host.ts';
import { until } from './until.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';

/** Answers for the person until a test is over: the extension has the same `window` as its tests. */
function useAnswers(): (answers: Partial<Record<keyof typeof window, unknown>>) => void {
  const own = { ...window };
  afterEach(() => {
    for (const name of [
      'showInformationMessage',
      'showWarningMessage',
      'showQuickPick',
      'showInputBox',
      'showOpenDialog',
    ] as const) {
      Object.assign(window, { [name]: own[name] });
    }
  });
  return (answers) => Object.assign(window, answers);
}

const choose = (provider: string | undefined) => (items: readonly QuickPickItem[]) =>
  Promise.resolve(items.find(({ label }) => label === provider));

describe('Change Provider', () => {
  const host = useHost();
  const answer = useAnswers();

  it('tracks the task under the provider that knows it, with its name, and nowhere else', async () => {
    const wrong = await host.standIn();
    const right = await host.standIn();
    right.gateway.addTask({ id, format: 'relay', title: 'Northern Lights' });
    const { taskKey } = await host.api.track(wrong.provider, id);
    await until('it is asked for', () => wrong.gateway.requests.length === 1);
    answer({
      showInputBox: () => Promise.resolve('My name'),
      showQuickPick: choose(right.provider),
      showInformationMessage: () => Promise.resolve(undefined),
    });
    await commands.executeCommand('videoTasks.rename', taskKey);
    await commands.executeCommand('videoTasks.changeProvider', taskKey);
    const moved = await until('it is finished', () => {
      const [task] = host.api.tasks();
      return task?.status === 'succeeded' && task;
    });
    assert.equal(moved.provider, right.provider);
    assert.equal((await storedTask(await dataFolder(), moved.taskKey))?.name, 'My name');
    assert.equal(host.api.tasks().length, 1);
    assert.equal(wrong.gateway.requests.length, 1);
  });

  it('offers no provider that the task has already, and leaves the task alone when none is chosen', async () => {
    const stand = await host.standIn();
    const key = await host.tracked(stand, id, 'running');
    const offered: (string | undefined)[] = [];
    answer({
      showQuickPick: (items: readonly QuickPickItem[]) => {
        offered.push(...items.map(({ label }) => label));
        return Promise.resolve(undefined);
      },
    });
    await commands.executeCommand('videoTasks.changeProvider', key);
    assert.ok(offered.length > 3);
    assert.ok(!offered.includes(stand.provider));
    assert.deepEqual(
      host.api.tasks().map(({ taskKey }) => taskKey),
      [key],
    );
  });

  it('leaves the task alone when the person gives up at the key', async () => {
    const stand = await host.standIn();
    const other = await host.standIn();
    const key = await host.tracked(stand, id, 'running');
    host.putKey(other.env, '');
    const asked: unknown[] = [];
    answer({
      showQuickPick: choose(other.provider),
      showInputBox: () => {
        asked.push('the key');
        return Promise.resolve(undefined);
      },
      showInformationMessage: () => Promise.resolve(undefined),
    });
    await commands.executeCommand('videoTasks.changeProvider', key);
    assert.deepEqual(asked, ['the key']);
    assert.deepEqual(
      host.api.tasks().map(({ taskKey }) => taskKey),
      [key],
    );
  });

  it('can be undone', async () => {
    const wrong = await host.standIn();
    const right = await host.standIn();
    const key = await host.tracked(wrong, id, 'running');
    const said: string[] = [];
    answer({
      showQuickPick: choose(right.provider),
      showInformationMessage: (message: string, ...actions: readonly string[]) => {
        said.push(message, ...host.api.tasks().map(({ provider }) => provider));
        return Promise.resolve(actions.find((each) => each === 'Undo'));
      },
    });
    await commands.executeCommand('videoTasks.changeProvider', key);
    assert.deepEqual(said, [`The task is tracked under ${right.provider} now.`, right.provider]);
    assert.deepEqual(
      host.api.tasks().map(({ taskKey }) => taskKey),
      [key],
    );
  });
});

/** Titles of the panels that are open. */
const labels = (): readonly string[] =>
  window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof TabInputWebview)
    .map(({ label }) => label);

const refuse = (): never => {
  throw new Error('not in this test');
};

describe('Open Saved Response', () => {
  useHost();
  const answer = useAnswers();
  const said: string[] = [];
  let folder: string;
  const file = async (text: string, name = 'saved.json'): Promise<Uri> => {
    const path = join(folder, name);
    await writeFile(path, text);
    return Uri.file(path);
  };
  /** Presses the first button of every warning. */
  const press = (): void =>
    answer({
      showWarningMessage: (message: string, ...actions: readonly string[]) => {
        said.push(message, ...actions);
        return Promise.resolve(actions[0]);
      },
    });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'video-tasks-way-out-'));
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(() => {
    said.length = 0;
  });

  it('leads to the line of a file that is no JSON', async () => {
    press();
    await commands.executeCommand(
      'videoTasks.openSavedResponse',
      await file('{\n "id": "a",\n "status": x\n}'),
    );
    const editor = await until('the file is open', () => window.activeTextEditor);
    assert.deepEqual(said, ['saved.json is not valid JSON (line 3).', 'Open File']);
    assert.equal(editor.selection.active.line, 2);
  });

  it('offers another file when one is about something else', async () => {
    const asked: unknown[] = [];
    press();
    answer({
      showOpenDialog: () => {
        asked.push('asked');
        return Promise.resolve(undefined);
      },
    });
    await commands.executeCommand('videoTasks.openSavedResponse', await file('{"name": "package"}'));
    await until('another file is asked for', () => asked.length === 1);
    assert.deepEqual(said, ['saved.json does not look like a task response.', 'Choose Another File...']);
    assert.deepEqual(labels(), []);
  });

  it('shows what the editor holds when that is not saved', async () => {
    const uri = await file('{', 'typed.json');
    await window.showTextDocument(uri);
    const edit = new WorkspaceEdit();
    const text = JSON.stringify({
      id,
      status: 'completed',
      title: 'Not saved yet',
      video_url: 'https://a.test/a.mp4',
    });
    edit.replace(uri, new Range(new Position(0, 0), new Position(0, 1)), text);
    await workspace.applyEdit(edit);
    assert.equal(await readFile(uri.fsPath, 'utf8'), '{');
    await commands.executeCommand('videoTasks.openSavedResponse', uri);
    await until('its panel is there', () => labels().includes('Not saved yet'));
    await commands.executeCommand('workbench.action.closeActiveEditor');
    await window.showTextDocument(uri);
    await commands.executeCommand('workbench.action.files.revert');
  });

  it('does not read a file of more than 4 MB', async () => {
    const reads: string[] = [];
    const none = new Disposable(() => {});
    const registration = workspace.registerFileSystemProvider('video-tasks-big', {
      onDidChangeFile: () => none,
      watch: () => none,
      stat: () => ({ type: FileType.File, ctime: 0, mtime: 0, size: 4 * 1024 * 1024 + 1 }),
      readFile: ({ path }) => {
        reads.push(path);
        return new Uint8Array();
      },
      readDirectory: refuse,
      createDirectory: refuse,
      writeFile: refuse,
      delete: refuse,
      rename: refuse,
    });
    try {
      press();
      await commands.executeCommand('videoTasks.openSavedResponse', Uri.parse('video-tasks-big:/big.json'));
      await until('it is refused', () => said.length > 0);
      assert.deepEqual(said, ['big.json is too large for a task response (4 MB at most).']);
      assert.deepEqual(reads, []);
    } finally {
      registration.dispose();
    }
  });
});
