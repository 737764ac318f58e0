/** Hidden this long, the panel gives its media back. */
const releaseAfterMs = 60_000;

/** What plays media. */
export interface Media {
  /** Address of what is loaded. */
  readonly loadedUrl: string | undefined;
  pause(): void;
  release(): void;
  resume(): void;
}

/** Pauses at once what nobody sees, lets go of it after a minute, and brings it back when it is seen again. */
export function restWhileHidden(all: readonly Media[]): void {
  const state: { timer?: number } = {};
  const release = (): void => all.forEach((media) => media.release());
  document.addEventListener('visibilitychange', () => {
    clearTimeout(state.timer);
    if (!document.hidden) {
      all.forEach((media) => media.resume());
      return;
    }
    all.forEach((media) => media.pause());
    if (all.some((media) => media.loadedUrl !== undefined)) {
      state.timer = setTimeout(release, releaseAfterMs);
    }
  });
  addEventListener('pagehide', release);
}
