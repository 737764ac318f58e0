import type { PanelState } from '../protocol/state.ts';

/** A piece of the panel: an element and how it follows the state. */
export interface Part {
  readonly element: HTMLElement;
  render(state: PanelState): void;
}

/** Calls `apply` only when the value differs in content from the last one, so that focus, selection and scroll stay. */
export function whenChanged<T>(apply: (value: T) => void): (value: T) => void {
  let last: string | undefined;
  return (value) => {
    const content = JSON.stringify([value]);
    if (content !== last) {
      last = content;
      apply(value);
    }
  };
}
