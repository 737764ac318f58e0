import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { commands, env, window } from 'vscode';
import { dataFolder, logText, withStore } from './disk.ts';
import { useHost } from './host.ts';
import { until } from './until.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';

/** The spellings in which a key could be found, and every stretch of 12 characters of it. */
function spellings(key: string): readonly string[] {
  const bytes = Buffer.from(key);
  const stretches = Array.from({ length: key.length - 11 }, (_, at) => key.slice(at, at + 12));
  return [
    ...stretches,
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    encodeURIComponent(key),
    JSON.stringify(key).slice(1, -1),
  ];
}

/** The files below a folder that hold one of the texts. */
function filesWith(folder: string, texts: readonly string[]): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const content = readFileSync(file);
      return texts.some((text) => content.includes(text));
    });
}

describe('a key stays where it belongs', () => {
  const host = useHost();
  const place = { folder: '' };

  before(async () => {
    place.folder = await dataFolder();
    await commands.executeCommand('videoTasks.showLog');
    await until('the log is the active one', () =>
      window.activeTextEditor?.document.fileName.includes('Video Tasks'),
    );
    // Trace, so that nothing is left out of the log.
    await commands.executeCommand('workbench.action.output.activeOutputLogLevel.1');
  });

  after(() => commands.executeCommand('workbench.action.output.activeOutputLogLevel.3'));

  it('whatever a server repeats of it: not in views, clipboard, editors, store and log (C13, D12, D13)', async () => {
    const key = `vt+${randomBytes(24).toString('base64url')}/=`;
    const found = spellings(key);
    const stand = await host.standIn([key]);
    const { gateway, provider } = stand;
    const seen: string[] = [];
    const look = (what: unknown): void => void seen.push(JSON.stringify(what));

    const taskKey = await host.tracked(stand, id, 'running');
    for (const body of [
      { error: { message: `Invalid token: ${key}`, code: key } },
      { error: { message: `Authorization: Bearer ${key}`, type: 'new_api_error' } },
      { message: `https://gateway.test/?key=${encodeURIComponent(key)}` },
    ]) {
      gateway.fault(id, { status: 403, body, headers: { 'x-echo': key } });
      look(await host.api.query(provider, id));
    }
    gateway.fault(id, {
      body: {
        code: 'success',
        data: { task_id: id, status: 'SUCCESS', prompt: key, [key]: key, data: null },
      },
    });
    look(await host.api.check(taskKey));
    look(host.api.tasks());

    for (const command of ['copyId', 'copyPrompt', 'copyCurl']) {
      await commands.executeCommand(`videoTasks.${command}`, taskKey);
      look(await env.clipboard.readText());
    }
    assert.match(seen.at(-1) ?? '', /\$VIDEO_TASKS_KEY/);
    await commands.executeCommand('videoTasks.showRaw', taskKey);
    assert.match(window.activeTextEditor?.document.getText() ?? '', /SUCCESS/);
    look(window.activeTextEditor?.document.getText());
    look(
      await withStore(place.folder, async (store) => [
        store.answer(taskKey),
        store.details(taskKey),
        await store.load(),
      ]),
    );
    await until('the log has it', () => logText(place.folder).includes('Asked a provider'));
    look(logText(place.folder));

    assert.ok(gateway.requests.every(({ headers }) => headers.authorization === `Bearer ${key}`));
    for (const text of found) {
      assert.deepEqual(
        seen.filter((each) => each.includes(text)),
        [],
      );
    }
    // What is looked for like this is found: the id of the task is in the store.
    assert.ok(filesWith(place.folder, [id]).length > 0);
    assert.deepEqual(filesWith(place.folder, found), []);
  });

  it('a key that is none is never sent and never told (D15)', async () => {
    const { gateway, provider, env: variable } = await host.standIn();
    for (const bad of ['short', 'line\nbreak-12345', 'schlüssel-12345', '<your key here>', 'x'.repeat(513)]) {
      host.putKey(variable, bad);
      const view = await host.api.query(provider, id);
      assert.equal(view.error?.kind, 'keyMissing', bad);
      assert.equal(view.error.message, `Add an API key for ${provider} to check this task.`);
    }
    assert.deepEqual(gateway.requests, []);
  });

  it('a pasted key is cleaned before it is sent (D15)', async () => {
    const { gateway, provider, env: variable } = await host.standIn(['sk-clean-key-0001']);
    gateway.addTask({ id, format: 'relay' });
    for (const pasted of [' sk-clean-key-0001\n', '"sk-clean-key-0001"', 'Bearer sk-clean-key-0001']) {
      host.putKey(variable, pasted);
      assert.equal((await host.api.query(provider, id)).status, 'succeeded', pasted);
    }
  });
});
