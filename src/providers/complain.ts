import { cut, plainText } from '../domain/plainText.ts';
import { redact } from '../domain/redact.ts';
import type { Complaint, SettingProblem } from '../domain/settingProblem.ts';

const maxValue = 60;
/** Fields where people paste keys by mistake. */
const secretive = /\b(?:env|scheme|header)$/;

/** A complaint about a value of the settings. */
export function complain(setting: string, problem: SettingProblem, value: unknown): Complaint {
  const source = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const open = cut(source, 1000).replaceAll(/[^\s/@]*@/g, '');
  const shown = plainText(redact(open, []), maxValue);
  return { setting, problem, value: secretive.test(setting) && shown !== '' ? '…' : shown };
}
