import { commands, env, Uri } from 'vscode';
import { bestRendition } from '../../domain/transition.ts';
import { problemText } from '../../domain/problemText.ts';
import type { Verb } from '../../protocol/state.ts';
import type { Desk } from '../commands/command.ts';
import { copyText, curlOf } from '../commands/copy.ts';
import { showAnswer } from '../commands/showRaw.ts';
import { complain } from '../notify.ts';
import { t } from '../words.ts';
import { contentOf, type PanelSource } from './source.ts';

async function track(desk: Desk, provider: string, id: string): Promise<void> {
  const tracked = await desk.parts.tracker.track(provider, id);
  if (tracked.ok) {
    desk.panels.open({ kind: 'task', key: tracked.task.key }, { aside: false, play: false });
  } else {
    void complain(problemText(tracked.problem, t));
  }
}

/** Does what a button of a panel stands for. The panel names the verb only; everything else is looked up here. */
export async function performVerb(desk: Desk, verb: Verb, source: PanelSource): Promise<void> {
  const { parts } = desk;
  const content = contentOf(source, parts);
  if (content === undefined) {
    return;
  }
  const { task, details } = content;
  const link = bestRendition(details)?.url;
  const noLink = t('This task has no video link.');
  switch (verb) {
    case 'checkNow':
      await (source.kind === 'query'
        ? commands.executeCommand('videoTasks.queryTask')
        : parts.poller.checkNow([task.key]));
      return;
    case 'setKey':
      await commands.executeCommand('videoTasks.setApiKey', task.provider);
      return;
    case 'setBaseUrl':
      await commands.executeCommand('videoTasks.setBaseUrl', task.provider);
      return;
    case 'track':
      await track(desk, task.provider, task.id);
      return;
    case 'showRaw':
      await showAnswer(
        desk,
        task.id,
        source.kind === 'task' ? parts.list.answer(task.key) : source.snapshot.answer,
      );
      return;
    case 'copyId':
      await copyText(task.id, '');
      return;
    case 'copyPrompt':
      await copyText(details?.prompt ?? task.prompt, t('This task has no prompt.'));
      return;
    case 'copyLink':
      await copyText(link, noLink);
      return;
    case 'copyCurl':
      await copyText(curlOf(parts, task), t('This provider needs a base URL first.'));
      return;
    case 'openInBrowser':
      if (link === undefined) {
        void complain(noLink);
      } else {
        await env.openExternal(Uri.parse(link, true));
      }
      return;
    case 'showLog':
      desk.showLog();
  }
}
