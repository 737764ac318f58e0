import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { commands, env, TabInputWebview, Uri, window, workspace, type Tab } from 'vscode';
import { dataFolder, storedTask } from './disk.ts';
import { useHost } from './host.ts';
import { until } from './until.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';
const other = 'task_01m7ht5854xe4p1m7c0gj2kdnw';

describe('the copy commands', () => {
  const host = useHost();
  const prompt = `${'A long prompt, line one. '.repeat(20)}\nLine two: “$HOME” 'quotes'`;

  for (const [command, expected] of [
    ['copyId', id],
    ['copyPrompt', prompt],
    ['copyCurl', `curl -sS -H "Authorization: Bearer $VIDEO_TASKS_KEY" '{origin}/sora/v1/videos/${id}'`],
  ] as const) {
    it(`${command} puts the whole text on the clipboard`, async () => {
      const stand = await host.standIn();
      const key = await host.finished(stand, { id, prompt });
      await env.clipboard.writeText('before');
      await commands.executeCommand(`videoTasks.${command}`, key);
      assert.equal(await env.clipboard.readText(), expected.replace('{origin}', stand.gateway.origin));
    });
  }

  it('copyLink puts the link of the best file on the clipboard', async () => {
    const key = await host.finished(await host.standIn(), { id });
    await commands.executeCommand('videoTasks.copyLink', key);
    const [best] = host.task(key)?.renditions ?? [];
    assert.equal(best?.label, 'source');
    assert.equal(await env.clipboard.readText(), best.url);
  });

  it('take every selected row, in their order', async () => {
    const stand = await host.standIn();
    const keys = [await host.finished(stand, { id }), await host.finished(stand, { id: other })];
    const rows = keys.map((key) => ({ kind: 'task', id: `task:${key}`, key }));
    await commands.executeCommand('videoTasks.copyId', rows[0], rows);
    assert.equal(await env.clipboard.readText(), `${id}\n${other}`);
  });

  it('leave the clipboard alone when there is nothing to copy', async () => {
    const stand = await host.standInOf('luma');
    const key = await host.finished(stand, { id, format: 'luma' });
    await env.clipboard.writeText('before');
    await commands.executeCommand('videoTasks.copyPrompt', key);
    assert.equal(await env.clipboard.readText(), 'before');
  });
});

function namesIn(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, field]) => [name, ...namesIn(field)])
    : [];
}

describe('Show Raw Response', () => {
  const host = useHost();
  const personal = /^(user|user_id|username|email|group|channel_id|quota|ip|notify_hook|token|api_?key)$/i;

  it('opens the answer in a JSON editor that cannot be edited, without personal fields and keys', async () => {
    const stand = await host.standIn();
    const key = await host.tracked(stand, id, 'running');
    const secrets = {
      user: 'user-1',
      ip: '203.0.113.7',
      email: 'a@b.test',
      token: 'tk-1',
      quota: 17,
      group: 'g',
    };
    stand.gateway.fault(id, {
      body: {
        code: 'success',
        data: { task_id: id, status: 'IN_PROGRESS', ...secrets, note: 'Bearer abcdefgh12345678', data: null },
        request: { ...secrets, nested: [{ api_key: 'sk-abcdefgh12345678' }] },
      },
    });
    await host.api.check(key);
    await commands.executeCommand('videoTasks.showRaw', key);

    const editor = window.activeTextEditor ?? assert.fail('no editor');
    const text = editor.document.getText();
    assert.equal(editor.document.languageId, 'json');
    assert.equal(editor.document.isUntitled, false);
    assert.equal(workspace.fs.isWritableFileSystem(editor.document.uri.scheme), undefined);
    const shown: unknown = JSON.parse(text);
    assert.deepEqual(shown, {
      code: 'success',
      data: { task_id: id, status: 'IN_PROGRESS', note: 'Bearer …', data: null },
      request: { nested: [{}] },
    });
    await commands.executeCommand('type', { text: 'x' });
    assert.equal(editor.document.getText(), text);
    assert.equal(editor.document.isDirty, false);
  });

  it('shows the documented body of a finished task without its personal fields', async () => {
    const key = await host.finished(await host.standIn(), { id });
    await commands.executeCommand('videoTasks.showRaw', key);
    const shown: unknown = JSON.parse(window.activeTextEditor?.document.getText() ?? '');
    const names = namesIn(shown);
    assert.ok(names.includes('encodings'));
    assert.deepEqual(
      names.filter((name) => personal.test(name)),
      [],
    );
  });

  it('opens nothing while there is no answer', async () => {
    const { provider, gateway } = await host.standIn();
    gateway.fault(id, { hang: true });
    const { taskKey } = await host.api.track(provider, id);
    await until('it is asked for', () => gateway.requests.length === 1);
    await commands.executeCommand('videoTasks.showRaw', taskKey);
    assert.equal(window.activeTextEditor, undefined);
  });
});

function panels(): readonly Tab[] {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith('videoTasks.result'));
}

describe('the panel of a result', () => {
  const host = useHost();

  it('opens once, beside on demand, and makes the result watched', async () => {
    const folder = await dataFolder();
    const key = await host.finished(await host.standIn(), { id, title: 'Northern Lights' });
    assert.equal((await storedTask(folder, key))?.watchedAt, undefined);
    await commands.executeCommand('videoTasks.open', key);
    await until('the panel is there', () => panels().some(({ label }) => label === 'Northern Lights'));
    await commands.executeCommand('videoTasks.play', key);
    await commands.executeCommand('videoTasks.open', key);
    assert.equal(panels().length, 1);
    assert.ok((await storedTask(folder, key))?.watchedAt);
    await commands.executeCommand('videoTasks.openToSide', key);
    await until('there is a second column', () => window.tabGroups.all.length === 2);
  });

  it('opens a saved response from its file, without any task or status request', async () => {
    const { gateway } = await host.standIn();
    const folder = await mkdtemp(join(tmpdir(), 'video-tasks-saved-'));
    try {
      const file = join(folder, 'saved.json');
      const video = `${gateway.origin}/media/clip.mp4`;
      const body = { id, status: 'completed', title: 'A saved one', video_url: video };
      await writeFile(file, JSON.stringify(body));
      await commands.executeCommand('videoTasks.openSavedResponse', Uri.file(file));
      await until('the panel is there', () => panels().some(({ label }) => label.includes('A saved one')));
      assert.deepEqual(host.api.tasks(), []);
      assert.deepEqual(
        gateway.requests.filter(({ taskId }) => taskId !== undefined),
        [],
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
