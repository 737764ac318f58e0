// Watches what the extension asks of VS Code: it has the same `vscode` object as its tests.
import { afterEach } from 'mocha';
import { window, type WebviewPanel } from 'vscode';

/** Puts functions into the places of VS Code's own until a test is over. */
export class Spies {
  readonly #undo: (() => void)[] = [];

  /** Puts what `by` makes of VS Code's own function into its place. */
  replace<T extends object, N extends keyof T>(place: T, name: N, by: (own: T[N]) => unknown): void {
    const own = place[name];
    place[name] = by(own) as T[N];
    this.#undo.push(() => {
      place[name] = own;
    });
  }

  /** Calls `made` with every panel that is made from now on. It holds none of them. */
  onPanel(made: (panel: WebviewPanel) => void): void {
    this.replace(window, 'createWebviewPanel', (own) => (...args: Parameters<typeof own>) => {
      const panel = own(...args);
      made(panel);
      return panel;
    });
  }

  restore(): void {
    for (const undo of this.#undo.splice(0).toReversed()) {
      undo();
    }
  }
}

/** Spies that leave with each test of a `describe`. */
export function useSpies(): Spies {
  const spies = new Spies();
  afterEach(() => spies.restore());
  return spies;
}
