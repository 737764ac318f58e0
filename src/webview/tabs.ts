import { type Tab, tabs as names } from '../protocol/saved.ts';
import { element, setAttribute, setText } from './dom.ts';
import type { Memory } from './memory.ts';
import { whenChanged } from './part.ts';
import { rove } from './roving.ts';

/** What lies behind a tab; without a label it is not shown. */
export type TabLabels = Readonly<Partial<Record<Tab, string>>>;

/** A list of tabs, or where there is no room for it a choice, with their panels; remembers the open one. */
export class Tabs {
  readonly #memory: Memory;
  readonly #panels: Readonly<Record<Tab, HTMLElement>>;
  readonly #list = element('div', { role: 'tablist' });
  readonly #buttons = new Map<Tab, HTMLButtonElement>();
  readonly #stopAt: (current?: HTMLElement) => void;
  readonly #choice = element('select', { class: 'choice' });
  readonly element = element('section', { class: 'tabs' }, this.#list, this.#choice);
  readonly #opened: (tab: Tab | undefined) => void;
  readonly #fill = whenChanged((labels: TabLabels) => {
    const shown = [...this.#buttons].filter(([name]) => labels[name] !== undefined);
    for (const [name, button] of shown) {
      setText(button, labels[name] ?? '');
    }
    this.#list.replaceChildren(...shown.map(([, button]) => button));
    this.#choice.replaceChildren(
      ...shown.map(([name]) => element('option', { value: name }, labels[name] ?? '')),
    );
  });
  #labels: TabLabels = {};

  /** `opened` hears which tab is open, as often as that may have changed. */
  constructor(
    contents: Readonly<Record<Tab, HTMLElement>>,
    memory: Memory,
    opened: (tab: Tab | undefined) => void,
  ) {
    this.#memory = memory;
    this.#opened = opened;
    this.#panels = contents;
    this.#stopAt = rove(this.#list, ['ArrowLeft', 'ArrowRight'], (button) => button.click());
    this.#choice.addEventListener('change', () => this.#choose(this.#choice.value as Tab));
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

  render(labels: TabLabels, name: string): void {
    this.#labels = labels;
    setAttribute(this.#choice, 'aria-label', name);
    this.#fill(labels);
    this.element.hidden = Object.keys(labels).length === 0;
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
    this.#choice.value = open ?? '';
    this.#stopAt(open && this.#buttons.get(open));
    this.#opened(open);
  }
}
