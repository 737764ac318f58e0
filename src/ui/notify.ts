// The only place that speaks to the person by a notification.
import { window, type Disposable } from 'vscode';
import { DisposableStore } from '../domain/disposable.ts';
import { taskTitle } from '../domain/describe.ts';
import { guarded } from '../domain/guarded.ts';
import { plainText } from '../domain/plainText.ts';
import type { Task } from '../domain/task.ts';
import type { Announcement } from '../engine/announcer.ts';
import { originOf } from '../engine/asker.ts';
import type { Parts } from './parts.ts';
import { t } from './words.ts';

const wishes = ['summary', 'each', 'failuresOnly', 'never'] as const;

export interface NotifyActions {
  /** Opens the panel of a task; `play` starts the video. */
  open(key: string, play: boolean): void;
  /** Shows the list. */
  showList(): void;
  setKey(provider: string): void;
  /** True while the person looks at the task's panel: then it needs no notification. */
  isLookedAt(key: string): boolean;
}

/** A message about something that the person has just asked for. */
export function tell(message: string, ...actions: readonly string[]): Thenable<string | undefined> {
  return window.showInformationMessage(plainText(message, 300), ...actions);
}

/** A message that something which the person has just asked for did not work. */
export function complain(message: string, ...actions: readonly string[]): Thenable<string | undefined> {
  return window.showWarningMessage(plainText(message, 300), ...actions);
}

function sentence(announcement: Announcement): string {
  const news = newsOf(announcement);
  return announcement.away ? t('While you were away: {0}', news) : news;
}

function newsOf({ finished, failed }: Announcement): string {
  const [done] = finished;
  const [lost] = failed;
  if (done !== undefined && finished.length === 1 && failed.length === 0) {
    return t('“{0}” is finished.', plainText(taskTitle(done), 80));
  }
  if (lost !== undefined && failed.length === 1 && finished.length === 0) {
    const reason = plainText(lost.failure?.message ?? t('no reason given'), 120);
    return t('“{0}” failed: {1}', plainText(taskTitle(lost), 80), reason);
  }
  if (failed.length === 0) {
    return t('{0} videos are finished.', finished.length);
  }
  return finished.length === 0
    ? t('{0} videos failed.', failed.length)
    : t('Finished videos: {0}. Failed: {1}.', finished.length, failed.length);
}

async function announce(announcement: Announcement, parts: Parts, actions: NotifyActions): Promise<void> {
  const { finished, failed } = announcement;
  const [only] = [...finished, ...failed];
  const single = only !== undefined && finished.length + failed.length === 1;
  const first = single ? (failed.length === 1 ? t('Show Details') : t('Play')) : t('Show');
  const never = t("Don't Show Again");
  const show = failed.length > 0 && finished.length === 0 ? complain : tell;
  const choice = await show(sentence(announcement), first, never);
  if (choice === never) {
    await parts.settings.write('notifications.finished', 'never');
  } else if (choice === first && single) {
    actions.open(only.key, failed.length === 0);
  } else if (choice === first) {
    actions.showList();
  }
}

/** What of an announcement the person wants to be told, as one or more notifications. */
export function wanted(announcement: Announcement, wish: (typeof wishes)[number]): readonly Announcement[] {
  const { finished, failed, ...how } = announcement;
  switch (wish) {
    case 'never':
      return [];
    case 'failuresOnly':
      return failed.length === 0 ? [] : [{ ...how, finished: [], failed }];
    case 'each':
      return [
        ...finished.map((task) => ({ ...how, finished: [task], failed: [] })),
        ...failed.map((task) => ({ ...how, finished: [], failed: [task] })),
      ];
    case 'summary':
      return [announcement];
  }
}

async function askForKey(parts: Parts, origin: string, actions: NotifyActions): Promise<void> {
  const provider = parts.settings.providers().find((each) => originOf(each) === origin);
  if (provider === undefined || !(await parts.gate.claimTelling(origin))) {
    return;
  }
  const update = t('Update Key');
  const message = t(
    '{0} rejected the API key. Its tasks are not being checked.',
    plainText(provider.name, 60),
  );
  const choice = await complain(message, update, t('Not Now'));
  if (choice === update) {
    actions.setKey(provider.id);
  }
}

/** Tells the ends of tasks and rejected keys, once each. */
export function registerNotifications(parts: Parts, actions: NotifyActions): Disposable {
  const store = new DisposableStore();
  const unseen = (tasks: readonly Task[]): readonly Task[] =>
    tasks.filter(({ key }) => !actions.isLookedAt(key));
  store.add(
    parts.announcer.onDidAnnounce(({ finished, failed, ...how }) => {
      const news = { ...how, finished: unseen(finished), failed: unseen(failed) };
      if (news.finished.length + news.failed.length > 0) {
        for (const each of wanted(news, parts.settings.word('notifications.finished', wishes))) {
          guarded(parts.log, 'notify', announce(each, parts, actions));
        }
      }
    }),
  );
  store.add(
    parts.gate.onDidChange((origin) => {
      if (parts.gate.state(origin)?.reason === 'keyRejected') {
        guarded(parts.log, 'notify', askForKey(parts, origin, actions));
      }
    }),
  );
  return store;
}
