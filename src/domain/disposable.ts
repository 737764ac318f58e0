export interface Disposable {
  dispose(): void;
}

/** Collects disposables and ends them together, last first. */
export class DisposableStore implements Disposable {
  readonly #items: Disposable[] = [];

  add<T extends Disposable>(item: T): T {
    this.#items.push(item);
    return item;
  }

  dispose(): void {
    for (const item of this.#items.splice(0).toReversed()) {
      item.dispose();
    }
  }
}

/** One for all of them; they end once, last first. */
export function together(...all: readonly Disposable[]): Disposable {
  const store = new DisposableStore();
  for (const each of all) {
    store.add(each);
  }
  return store;
}
