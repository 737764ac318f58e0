// Which tasks or provider a command is about: what a menu hands over, or what the person picks.
import { QuickPickItemKind, window, type QuickPickItem, type Uri } from 'vscode';
import { rowText, taskTitle } from '../../domain/describe.ts';
import { isRecord } from '../../domain/json.ts';
import { plainText } from '../../domain/plainText.ts';
import type { Provider } from '../../domain/provider.ts';
import type { Task } from '../../domain/task.ts';
import { originOf } from '../../engine/asker.ts';
import { providerOf } from '../providerOf.ts';
import { asKept, copyBytes } from '../tree/localCopy.ts';
import { t, words } from '../words.ts';
import { complain } from '../notify.ts';
import type { Desk } from './command.ts';

function taskOf(desk: Desk, value: unknown): Task | undefined {
  const key = isRecord(value) && value['kind'] === 'task' ? value['key'] : value;
  return typeof key === 'string' ? desk.parts.list.get(key) : undefined;
}

/** The tasks handed over by a menu: the selected rows, or the one row. */
function handedOver(desk: Desk, [first, selection]: readonly unknown[]): readonly Task[] {
  const all: readonly unknown[] = Array.isArray(selection) && selection.length > 0 ? selection : [first];
  return all.map((each) => taskOf(desk, each)).filter((task) => task !== undefined);
}

interface TaskItem extends QuickPickItem {
  readonly task: Task;
}

async function pickOne(desk: Desk, tasks: readonly Task[], title: string): Promise<Task | undefined> {
  if (tasks.length === 0) {
    void complain(t('No task fits this command.'));
    return undefined;
  }
  const now = desk.parts.clock.now();
  const items = tasks
    .toSorted((a, b) => b.addedAt - a.addedAt)
    .map((task): TaskItem => {
      const provider = providerOf(desk.parts, task).name;
      const shown = asKept(task, copyBytes(desk.parts, task));
      const description = plainText(`${provider} · ${rowText(shown, provider, now, words)}`, 120);
      return { label: plainText(taskTitle(task), 80), description, detail: plainText(task.id, 80), task };
    });
  const picked = await window.showQuickPick(items, {
    title,
    placeHolder: t('Which task?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.task;
}

/** The tasks a command is about; asks when nothing was handed over. Empty when the person gave up. */
export async function tasksFor(
  desk: Desk,
  args: readonly unknown[],
  title: string,
  suits: (task: Task) => boolean = () => true,
): Promise<readonly Task[]> {
  await desk.parts.list.ready();
  // What the Delete key stands for: a key binding hands over no rows.
  const selected = args[0] === 'selection' ? desk.view.selected() : undefined;
  const given = handedOver(desk, selected === undefined ? args : [selected[0], selected]);
  if (given.length > 0 || args[0] !== undefined) {
    return given.filter(suits);
  }
  const picked = await pickOne(desk, desk.parts.list.all().filter(suits), title);
  return picked === undefined ? [] : [picked];
}

/** The provider that a row, a task's key or an id names. */
export function providerFrom(desk: Desk, value: unknown): Provider | undefined {
  const named = isRecord(value) && typeof value['provider'] === 'string' ? value['provider'] : undefined;
  const id = taskOf(desk, value)?.provider ?? named ?? value;
  return desk.parts.settings.providers().find((provider) => provider.id === id);
}

interface ProviderItem extends QuickPickItem {
  readonly provider?: Provider;
}

function itemOf(provider: Provider): ProviderItem {
  return {
    label: plainText(provider.name, 80),
    description: originOf(provider) ?? t('needs a base URL'),
    provider,
  };
}

/** Lets the person choose a provider; `likely` ones come first, the one whose id is `except` is left out. */
export async function pickProvider(
  desk: Desk,
  title: string,
  likely: readonly Provider[] = [],
  except?: string,
): Promise<Provider | undefined> {
  const all = desk.parts.settings.providers();
  const rest = all.filter((provider) => !likely.includes(provider) && provider.id !== except);
  const separator: ProviderItem = { label: '', kind: QuickPickItemKind.Separator };
  const items =
    likely.length === 0 ? rest.map(itemOf) : [...likely.map(itemOf), separator, ...rest.map(itemOf)];
  const picked = await window.showQuickPick(items, {
    title,
    placeHolder: t('Which provider is the task from?'),
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  return picked?.provider;
}

/** Lets the person choose a folder to save into; `openLabel` is what its button says. */
export async function askForFolder(title: string, openLabel: string): Promise<Uri | undefined> {
  const picked = await window.showOpenDialog({
    title,
    openLabel,
    canSelectFolders: true,
    canSelectFiles: false,
    canSelectMany: false,
  });
  return picked?.[0];
}
