import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commands, env, window } from 'vscode';
import { useHost } from './host.ts';
import { openPanel, takeOver } from './pages.ts';
import { useSpies } from './spies.ts';
import { until } from './until.ts';

const where = '//videos.gateway.test/a.mp4';

/** What a server may call a link to a video, and no program of this computer may be given. */
const refused: readonly string[] = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  '\tjavascript:alert(1)',
  'java\nscript:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  'DATA:video/mp4;base64,AAAA',
  'file:///etc/passwd',
  'FILE://server.test/share/a.mp4',
  `ftp:${where}`,
  `sftp:${where}`,
  `blob:https:${where}`,
  `filesystem:https:${where}`,
  `view-source:https:${where}`,
  `jar:https:${where}!/a`,
  'vscode://file/etc/passwd',
  'vscode-insiders://file/etc/passwd',
  'command:workbench.action.quit',
  'command:workbench.action.terminal.sendSequence?%7B%22text%22%3A%22x%22%7D',
  'mailto:a@gateway.test',
  'tel:+15550100',
  `ws:${where}`,
  `smb:${where}`,
  `ssh:${where}`,
  `intent:${where}#Intent;end`,
  'ms-msdt:/id PCWDiagnostic',
  'search-ms:query=a&crumb=location:%5C%5Cserver.test',
  'chrome://settings',
  'about:blank',
  `http:${where}`,
  `HtTp:${where}`,
  ` http:${where}`,
  `https\u200b:${where}`,
  `https:${where}\nhttp:${where}`,
  'https:\\\\videos.gateway.test\\a.mp4',
  'https://user:password@videos.gateway.test/a.mp4',
  where,
  'https://localhost/a.mp4',
  'https://10.0.0.1/a.mp4',
  'https://169.254.169.254/latest/meta-data',
  'https://[fd00::1]/a.mp4',
  'https://0xa.1/../a.mp4',
];

function bodyOf(id: string, link: string): object {
  return { id, status: 'completed', video_url: link, thumbnail_url: link };
}

describe('a link to a video', () => {
  const host = useHost();
  const spies = useSpies();
  const perGateway = 5;
  const groups = Array.from({ length: Math.ceil(refused.length / perGateway) }, (_, at) =>
    refused.slice(at * perGateway, (at + 1) * perGateway),
  );

  it('is one of 25 schemes and more', () => {
    const schemes = new Set(refused.map((link) => link.trim().toLowerCase().split(':')[0]));
    assert.ok(schemes.size >= 25, String(schemes.size));
  });

  for (const [at, links] of groups.entries()) {
    it(`that is none goes to no browser, clipboard or view (I07, I12): ${JSON.stringify(links[0])} and ${links.length - 1} more`, async () => {
      const { gateway, provider } = await host.standIn();
      const opened: unknown[] = [];
      spies.replace(env, 'openExternal', () => async (link: unknown) => opened.push(link) > 0);
      for (const [index, link] of links.entries()) {
        const id = `task_link${at}x${index}`;
        gateway.fault(id, { body: bodyOf(id, link) });
        const { taskKey } = await host.api.track(provider, id);
        const view = await until(`${id} is answered`, () => {
          const task = host.task(taskKey);
          return task?.checkedAt !== undefined && task;
        });
        assert.deepEqual([view.error, view.renditions, view.thumbnail], [undefined, [], undefined]);
        // Prose is not worth a warning, nor is what looks like it.
        const isLink = /^(?:[a-z][\w+.-]*:[!-~]+|\/\S+)$/i.test(link.trim());
        assert.deepEqual(view.warnings, isLink ? ['linkRefused'] : [], link);

        await env.clipboard.writeText('before');
        await commands.executeCommand('videoTasks.copyLink', taskKey);
        assert.equal(await env.clipboard.readText(), 'before');
        const panel = await openPanel(spies, taskKey);
        const say = ['copyLink', 'openInBrowser'].map((verb) => `say({ type: 'verb', verb: '${verb}' });`);
        await takeOver(panel, say.join(' '), say.length);
        assert.equal(await env.clipboard.readText(), 'before');
        // Answered after the ones before it.
        await takeOver(panel, `say({ type: 'verb', verb: 'copyId' })`, 1);
        await until('the page is answered', async () => (await env.clipboard.readText()) === id);
        panel.dispose();
      }
      assert.deepEqual(opened, []);
    });
  }

  for (const [what, linkOf] of [
    ['https', () => 'HTTPS://127.0.0.1:1/a%2fb.mp4?sig=a%2Bb%3D&x=%E2%82%AC'],
    [
      'http to this machine, which the settings of the person allow',
      (origin: string) => `${origin}/media/clip.mp4?sig=a%2Bb`,
    ],
  ] as const) {
    it(`goes to the browser and the clipboard as it was sent (I07): ${what}`, async () => {
      const { gateway, provider } = await host.standIn();
      const id = 'task_good';
      const link = linkOf(gateway.origin);
      const opened: unknown[] = [];
      spies.replace(env, 'openExternal', () => async (address: unknown) => opened.push(address) > 0);
      spies.replace(window, 'showWarningMessage', () => () => Promise.resolve(undefined));
      await host.set('localCopies.keep', 'never');
      gateway.fault(id, { body: bodyOf(id, link) });
      const { taskKey } = await host.api.track(provider, id);
      await until('it has ended', () => host.task(taskKey)?.status === 'succeeded');
      assert.deepEqual(
        host.task(taskKey)?.renditions.map(({ url }) => url),
        [link],
      );
      await commands.executeCommand('videoTasks.copyLink', taskKey);
      assert.equal(await env.clipboard.readText(), link);
      const panel = await openPanel(spies, taskKey);
      await takeOver(panel, `say({ type: 'verb', verb: 'openInBrowser' })`, 1);
      await until('it is opened', () => opened.length > 0);
      assert.deepEqual(opened, [link]);
    });
  }
});
