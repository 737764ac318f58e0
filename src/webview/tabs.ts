import { type Tab, tabs as names } from '../protocol/saved.ts';
import { element, setAttribute, setText } from './dom.ts';
import type { Memory } from './memory.ts';
import { rove } from './roving.ts';

/** What lies behind a tab; without a label it is not shown. */
export type TabLabels = Readonly<Partial<Record<Tab, string>>>;

/** A list of tabs with their panels; remembers the open one. */
export class Tabs {
  readonly #memory: Memory;
  readonly #panels: Readonly<Record<Tab, HTMLElement>>;
  readonly #list = element('div', { role: 'tablist' });
  readonly #buttons = new Map<Tab, HTMLButtonElement>();
  readonly #stopAt: (current?: HTMLElement) => void;
  readonly element = element('section', { class: 'tabs' }, this.#list);
  #labels: TabLabels = {};

  constructor(contents: Readonly<Record<Tab, HTMLElement>>, memory: Memory) {
    this.#memory = memory;
    this.#panels = contents;
    this.#stopAt = rove(this.#list, ['ArrowLeft', 'ArrowRight'], (button) => button.click());
    for (const name of names) {
      const panel = contents[name];
      panel.id = `panel-${name}`;
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', `tab-${name}`);
      const attributes = { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': panel.id };
      const button = element('button', attributes);
      button.addEventListener('click', () => this.#choose(name));
      this.#buttons.set(name, button);
      this.element.append(panel);
    }
  }

  render(labels: TabLabels): void {
    this.#labels = labels;
    const shown = [...this.#buttons].filter(([name]) => labels[name] !== undefined);
    for (const [name, button] of shown) {
      setText(button, labels[name] ?? '');
    }
    const buttons = shown.map(([, button]) => button);
    if (
      buttons.length !== this.#list.children.length ||
      buttons.some((each) => each.parentElement === null)
    ) {
      this.#list.replaceChildren(...buttons);
    }
    this.element.hidden = buttons.length === 0;
    this.#update();
  }

  #choose(tab: Tab): void {
    this.#memory.keep({ tab });
    this.#update();
  }

  #update(): void {
    const wanted = this.#memory.state.tab;
    const open =
      wanted !== undefined && this.#labels[wanted] !== undefined
        ? wanted
        : names.find((name) => this.#labels[name] !== undefined);
    for (const [name, button] of this.#buttons) {
      setAttribute(button, 'aria-selected', String(name === open));
      this.#panels[name].hidden = name !== open;
    }
    this.#stopAt(open && this.#buttons.get(open));
  }
}
