/** A seek that ends farther from its aim than this went back to where it began. Seconds. */
const snapBack = 0.5;

/** Moves in a file, and finds out where the server does not allow it. */
export class Seeking {
  readonly #video: HTMLVideoElement;
  #aim: number | undefined;
  #snapsBack = false;

  /** `changed` hears of a seek that has shown something. */
  constructor(video: HTMLVideoElement, changed: () => void) {
    this.#video = video;
    video.addEventListener('seeked', () => {
      // The event of a seek that another one has overtaken comes while that one still runs.
      if (this.#aim !== undefined && !video.seeking) {
        this.#snapsBack = Math.abs(video.currentTime - this.#aim) > snapBack;
        this.#aim = undefined;
        changed();
      }
    });
  }

  /** True before the first byte too: only the file can tell that it is not so. */
  get isPossible(): boolean {
    const { seekable, readyState, HAVE_METADATA } = this.#video;
    const reachable = readyState < HAVE_METADATA || (seekable.length > 0 && seekable.end(0) > 0);
    return reachable && !this.#snapsBack;
  }

  to(seconds: number): void {
    if (this.isPossible) {
      this.#aim = seconds;
      this.#video.currentTime = seconds;
    }
  }

  /** Another file: what was found out counts no more. */
  reset(): void {
    this.#aim = undefined;
    this.#snapsBack = false;
  }
}
