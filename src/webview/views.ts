import type { MessageToPanel, PanelState } from '../protocol/state.ts';
import { CompareView } from './compare/compareView.ts';
import { listenToKeys } from './keyboard.ts';
import { buildTaskView, type Surroundings, type TaskView } from './view.ts';

/** Keys that have nothing to do: there is no full screen, or nothing to choose from. */
function vainKeys({
  captions,
  qualities,
  variants,
}: Pick<PanelState, 'captions' | 'qualities' | 'variants'>): readonly string[] {
  return [
    ...(document.fullscreenEnabled ? [] : ['F']),
    ...(captions.length > 0 ? [] : ['C']),
    ...(qualities.length > 1 ? [] : ['Q']),
    ...(variants.length > 1 ? [] : ['Alt+← →']),
  ];
}

/** Shows one task, or two in comparison, as the host says. */
export class Views {
  readonly #surroundings: Surroundings;
  readonly #task: TaskView;
  #comparison: CompareView | undefined;
  #subject: string | undefined;

  /** Builds into `root`. */
  constructor(root: HTMLElement, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#task = buildTaskView(surroundings);
    root.append(this.#task.element, surroundings.announcer.element, surroundings.keyList.element);
    listenToKeys(() => (this.#shown ?? this.#task).commands);
  }

  receive(message: MessageToPanel): void {
    if (message.type === 'answer') {
      this.#task.receive(message);
      return;
    }
    if (message.state.subject !== this.#subject) {
      this.#subject = message.state.subject;
      scrollTo(0, 0);
    }
    if (message.beside === undefined) {
      this.#showTask(message.state);
    } else {
      this.#compare(message.state, message.beside);
    }
  }

  /** The comparison while it is shown. */
  get #shown(): CompareView | undefined {
    return this.#comparison?.element.hidden === false ? this.#comparison : undefined;
  }

  #showTask(state: PanelState): void {
    if (this.#shown !== undefined) {
      this.#shown.leave();
      this.#shown.element.hidden = true;
      this.#task.element.hidden = false;
    }
    document.title = state.title;
    this.#surroundings.keyList.render(state.texts, vainKeys(state));
    this.#task.render(state);
  }

  #compare(state: PanelState, beside: PanelState): void {
    if (this.#comparison === undefined) {
      this.#comparison = new CompareView(this.#surroundings);
      this.#comparison.element.hidden = true;
      this.#task.element.after(this.#comparison.element);
    }
    if (this.#comparison.element.hidden) {
      this.#task.leave();
      this.#task.element.hidden = true;
      this.#comparison.element.hidden = false;
    }
    document.title = `${state.title} · ${beside.title}`;
    const captions = [...state.captions, ...beside.captions];
    this.#surroundings.keyList.render(state.texts, vainKeys({ captions, qualities: [], variants: [] }));
    this.#comparison.render(state, beside);
  }
}
