import { window, type Disposable } from 'vscode';
import { Emitter } from '../domain/event.ts';
import type { Focus } from '../domain/ports.ts';

/** The focus of this VS Code window. */
export class WindowFocus implements Focus, Disposable {
  readonly #changed = new Emitter<void>();
  readonly #subscription: Disposable;
  readonly onDidChange = this.#changed.event;
  #focused = window.state.focused;

  constructor() {
    this.#subscription = window.onDidChangeWindowState(({ focused }) => {
      // The event also tells of activity, of which there is much.
      if (focused !== this.#focused) {
        this.#focused = focused;
        this.#changed.fire();
      }
    });
  }

  focused(): boolean {
    return this.#focused;
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
