/** The page's registry, by name; the style sheet says how the names look. */
function highlight(name: string): Highlight {
  const known = CSS.highlights.get(name) ?? new Highlight();
  CSS.highlights.set(name, known);
  return known;
}

/** Marks passages without touching the nodes of the page: what a person has selected stays selected. */
export class Marks {
  #all: readonly Range[] = [];
  #current: Range | undefined;

  /** Marks these and nothing else of what was marked here before. */
  show(all: readonly Range[], current: Range | undefined): void {
    const matches = highlight('match');
    const currents = highlight('current-match');
    currents.priority = 1;
    if (all !== this.#all) {
      this.#all.forEach((range) => matches.delete(range));
      all.forEach((range) => matches.add(range));
      this.#all = all;
    }
    if (this.#current !== undefined) {
      currents.delete(this.#current);
    }
    if (current !== undefined) {
      currents.add(current);
    }
    this.#current = current;
  }
}
