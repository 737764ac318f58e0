import type { Action, Verb } from '../protocol/state.ts';
import { element, icon, setAttribute } from './dom.ts';

/** A button that shows an icon or a few letters only; name it with `nameButton`. */
export function plainButton(face: Node, run: () => void): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'plain' }, face);
  button.addEventListener('click', run);
  return button;
}

/** Gives a button its name and its tooltip; `key` is the key that does the same. */
export function nameButton(button: HTMLElement, label: string, key?: string): void {
  setAttribute(button, 'aria-label', label);
  setAttribute(button, 'title', key === undefined ? label : `${label} (${key})`);
  setAttribute(button, 'aria-keyshortcuts', key);
}

/** A button for something the host does. */
export function actionButton(
  { verb, label, icon: name }: Action,
  look: 'primary' | 'secondary',
  send: (verb: Verb) => void,
): HTMLButtonElement {
  const button = element('button', { type: 'button', class: look });
  button.append(...(name === undefined ? [] : [icon(name)]), label);
  button.addEventListener('click', () => send(verb));
  return button;
}
