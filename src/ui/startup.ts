import { commands, Uri } from 'vscode';
import type { Log } from '../domain/ports.ts';
import { settingProblemText, type Complaint } from '../domain/settingProblem.ts';
import { complain } from './notify.ts';
import { t } from './words.ts';

/** What opening the store came to. */
export interface StoreReport {
  readonly mode: 'normal' | 'readOnly' | 'memory';
  readonly repaired: () => { readonly movedTo: string; readonly restored: number } | undefined;
  readonly skipped: () => number;
}

type Repair = NonNullable<ReturnType<StoreReport['repaired']>>;

function repairSentence({ movedTo, restored }: Repair): string {
  switch (restored) {
    case 0:
      return t('The task list was damaged. Nothing could be restored; the damaged file is {0}.', movedTo);
    case 1:
      return t('The task list was damaged. 1 task was restored; the damaged file was kept.');
    default:
      return t('The task list was damaged. {0} tasks were restored; the damaged file was kept.', restored);
  }
}

async function tellRepair(repair: Repair): Promise<void> {
  const open = t('Open Folder');
  if ((await complain(repairSentence(repair), open)) === open) {
    await commands.executeCommand('revealFileInOS', Uri.file(repair.movedTo));
  }
}

function storeSentence({ mode, skipped }: StoreReport): string | undefined {
  if (mode === 'readOnly') {
    return t('The task list was written by a newer version of Video Tasks. It can be read, but not changed.');
  }
  if (mode === 'memory') {
    return t('The task list cannot be written. Tasks are kept until this window closes.');
  }
  const count = skipped();
  return count === 0 ? undefined : t('Unreadable tasks in the list: {0}. They are kept in the file.', count);
}

/** Tells once what is unusual about the store. Call when the list is loaded. */
export function tellAboutStore(report: StoreReport): void {
  const repair = report.repaired();
  if (repair !== undefined) {
    void tellRepair(repair);
    return;
  }
  const sentence = storeSentence(report);
  if (sentence !== undefined) {
    void complain(sentence);
  }
}

/** Tells that provider settings cannot be used; the log has the reasons. */
export function tellComplaints(complaints: readonly Complaint[], log: Log): void {
  const [first] = complaints;
  if (first === undefined) {
    return;
  }
  for (const { setting, problem, value } of complaints) {
    log.warn('A setting cannot be used', { setting, problem, value });
  }
  const open = t('Open Settings');
  void complain(
    t('The setting {0} is not used: {1}.', first.setting, settingProblemText(first.problem, t)),
    open,
  ).then((choice) =>
    choice === open ? commands.executeCommand('workbench.action.openSettingsJson') : undefined,
  );
}
