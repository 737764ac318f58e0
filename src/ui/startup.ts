import { commands } from 'vscode';
import type { Log } from '../domain/ports.ts';
import { settingProblemText, type Complaint } from '../domain/settingProblem.ts';
import { complain } from './notify.ts';
import { t } from './words.ts';

/** What opening the store came to. */
export interface StoreReport {
  readonly mode: 'normal' | 'readOnly' | 'memory';
  readonly repaired?: { readonly movedTo: string };
  readonly skipped: number;
}

function storeSentence({ mode, repaired, skipped }: StoreReport): string | undefined {
  if (mode === 'readOnly') {
    return t('The task list was written by a newer version of Video Tasks. It can be read, but not changed.');
  }
  if (mode === 'memory') {
    return t('The task list cannot be written. Tasks are kept until this window closes.');
  }
  if (repaired !== undefined) {
    return t('The task list was damaged. The damaged file was kept and a new list was started.');
  }
  return skipped === 0
    ? undefined
    : t('Unreadable tasks in the list: {0}. They are kept in the file.', skipped);
}

/** Tells once what is unusual about the store. */
export function tellAboutStore(report: StoreReport): void {
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
