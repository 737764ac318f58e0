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
