/**
 * Makes the buttons of a group one stop of the Tab key; the two arrows, Home and End move between them. `moved` is told
 * where the focus went. Call the returned function after the buttons changed.
 */
export function rove(
  group: HTMLElement,
  [back, forward]: readonly [string, string],
  moved?: (button: HTMLButtonElement) => void,
): (current?: HTMLElement) => void {
  const buttons = (): HTMLButtonElement[] => [...group.querySelectorAll('button')];
  const stopAt = (current?: HTMLElement): void => {
    const all = buttons();
    const stop = all.find((button) => button === current) ?? all[0];
    for (const button of all) {
      button.tabIndex = button === stop ? 0 : -1;
    }
  };
  group.addEventListener('focusin', ({ target }) => target instanceof HTMLElement && stopAt(target));
  group.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const all = buttons();
    const at = all.findIndex((button) => button === document.activeElement);
    const to = new Map([
      [back, Math.max(0, at - 1)],
      [forward, Math.min(all.length - 1, at + 1)],
      ['Home', 0],
      ['End', all.length - 1],
    ]).get(event.key);
    const button = to === undefined ? undefined : all[to];
    if (button !== undefined) {
      event.preventDefault();
      button.focus();
      moved?.(button);
    }
  });
  return stopAt;
}
