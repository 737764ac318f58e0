import { commands, env, Uri } from 'vscode';
import { problemText } from '../../domain/problemText.ts';
import type { Task } from '../../domain/task.ts';
import { videoFiles } from '../../domain/videoFiles.ts';
import type { Verb } from '../../protocol/state.ts';
import { exportBundles } from '../commands/bundles.ts';
import { changeProvider } from '../commands/changeProvider.ts';
import type { Desk } from '../commands/command.ts';
import { copyText } from '../commands/copy.ts';
import { mayRemove } from '../commands/localCopies.ts';
import { openInDefaultPlayer, saveCaptions, saveVideo } from '../commands/saving.ts';
import { showAnswer } from '../commands/showRaw.ts';
import { complain } from '../notify.ts';
import { t } from '../words.ts';
import { hideSoundNotice } from './soundNotice.ts';
import { answerOf, promptOf, type PanelSource } from './source.ts';
import type { Shown } from './video.ts';

async function track(desk: Desk, provider: string, id: string): Promise<void> {
  const tracked = await desk.parts.tracker.track(provider, id);
  if (tracked.ok) {
    desk.panels.open({ kind: 'task', key: tracked.task.key }, { aside: false, play: false });
  } else {
    void complain(problemText(tracked.problem, t));
  }
}

async function askAgain({ parts, panels }: Desk, { provider, id }: Task): Promise<void> {
  const known = parts.settings.providers().find((each) => each.id === provider);
  const queried = known && (await parts.query(known, id));
  if (queried?.ok) {
    panels.open({ kind: 'query', snapshot: queried }, { aside: false, play: false });
  } else if (queried !== undefined) {
    void complain(problemText(queried.problem, t));
  }
}

async function newLink(desk: Desk, source: PanelSource, task: Task, file: string | undefined): Promise<void> {
  if (source.kind === 'query') {
    await askAgain(desk, task);
  } else if (file !== undefined) {
    await desk.parts.copies.check(task.key, file);
    desk.parts.copies.opened(task.key);
  }
}

async function removeCopy({ parts }: Desk, task: Task, file: string): Promise<void> {
  if (await mayRemove(parts, [task])) {
    await parts.copies.remove(task.key, file);
  }
}

async function reloadCopy({ parts: { copies } }: Desk, key: string, file: string): Promise<void> {
  await copies.remove(key, file);
  await copies.keep(key, file);
}

/** Does what a button of a panel stands for. The panel names the verb only; everything else is looked up here. */
export async function performVerb(desk: Desk, verb: Verb, source: PanelSource, shown: Shown): Promise<void> {
  const { parts } = desk;
  const { task, details } = shown;
  // An animated image is not played, but can be taken elsewhere.
  const { id: file, rendition } =
    shown.file ?? videoFiles(details).find(({ variant }) => variant === shown.variant) ?? {};
  const link = rendition?.url;
  const noLink = t('This task has no video link.');
  switch (verb) {
    case 'checkNow':
      await (source.kind === 'query' ? askAgain(desk, task) : parts.poller.checkNow([task.key]));
      return;
    case 'setKey':
      await commands.executeCommand('videoTasks.setApiKey', task.provider);
      return;
    case 'setBaseUrl':
      await commands.executeCommand('videoTasks.setBaseUrl', task.provider);
      return;
    case 'changeProvider':
      await changeProvider(desk, task);
      return;
    case 'track':
      await track(desk, task.provider, task.id);
      return;
    case 'showRaw':
      await showAnswer(desk, task.id, answerOf(source, parts));
      return;
    case 'copyId':
      await copyText(task.id, '');
      return;
    case 'copyPrompt':
      await copyText(promptOf(shown), t('This task has no prompt.'));
      return;
    case 'copyLink':
      await copyText(link, noLink);
      return;
    case 'openInBrowser':
      if (link === undefined) {
        void complain(noLink);
      } else {
        // A Uri would be encoded anew, which breaks the signature of a link; VS Code opens a string exactly as it is.
        await env.openExternal(link as unknown as Uri);
      }
      return;
    case 'resume':
      await parts.tracker.resume([task.key]);
      return;
    case 'keepCopy':
      await (file === undefined ? undefined : parts.copies.keep(task.key, file));
      return;
    case 'cancelCopy':
      await (file === undefined ? undefined : parts.copies.cancel(task.key, file));
      return;
    case 'removeCopy':
      await (file === undefined ? undefined : removeCopy(desk, task, file));
      return;
    case 'reloadCopy':
      await (file === undefined ? undefined : reloadCopy(desk, task.key, file));
      return;
    case 'saveVideo':
      await saveVideo(desk, shown, file);
      return;
    case 'openDefaultPlayer':
      // What comes with its video is not loaded.
      await (source.kind === 'file' && source.video !== undefined
        ? env.openExternal(Uri.file(source.video))
        : openInDefaultPlayer(desk, shown, file));
      return;
    case 'saveCaptions':
      await saveCaptions(shown, shown.variant);
      return;
    case 'exportBundle':
      await exportBundles(desk, [shown]);
      return;
    case 'newLink':
      await newLink(desk, source, task, file);
      return;
    case 'newWindow':
      await commands.executeCommand('workbench.action.moveEditorToNewWindow');
      return;
    case 'compare':
      await commands.executeCommand('videoTasks.compare', task.key);
      return;
    case 'hideSoundNotice':
      await hideSoundNotice(parts);
      return;
    case 'proxySettings':
      await commands.executeCommand('workbench.action.openSettings', '@id:http.proxy');
  }
}
