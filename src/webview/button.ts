import type { Action } from '../protocol/state.ts';
import { element, icon, setAttribute } from './dom.ts';
import type { Host } from './vscodeApi.ts';

/** A button that shows an icon or a few letters only; name it with `nameButton`. */
export function plainButton(face: Node, run: () => void): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'plain' }, face);
  button.addEventListener('click', run);
  return button;
}

/** Gives a button its name and its tooltip; `key` is the key that does the same, `note` what else there is to know. */
export function nameButton(button: HTMLElement, label: string, key?: string, note?: string): void {
  setAttribute(button, 'aria-label', label);
  tellKey(button, label, key, note);
}

/** Gives a button its tooltip alone, because what it shows names it already. */
export function tellKey(button: HTMLElement, label: string, key?: string, note?: string): void {
  const named = key === undefined ? label : `${label} (${key})`;
  setAttribute(button, 'title', note === undefined ? named : `${named} · ${note}`);
  setAttribute(button, 'aria-keyshortcuts', key);
}

/** Buttons for what the host does. `first` is the look of the first one, unless it is compact. */
export function actionButtons(
  actions: readonly Action[],
  first: 'primary' | 'secondary',
  host: Host,
): readonly HTMLButtonElement[] {
  return actions.map(({ verb, label, icon: name, isCompact }, index) => {
    if (isCompact && name !== undefined) {
      const small = plainButton(icon(name), () => host.post({ type: 'verb', verb }));
      nameButton(small, label);
      return small;
    }
    const button = element('button', { type: 'button', class: index === 0 ? first : 'secondary' });
    button.append(...(name === undefined ? [] : [icon(name)]), label);
    button.addEventListener('click', () => host.post({ type: 'verb', verb }));
    return button;
  });
}
