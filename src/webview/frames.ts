/** Frames per second where the file does not say. */
const assumedRate = 30;

/** Number of the frame that is shown at `ms`; the first one is 0. */
export function frameAt(ms: number, fps: number): number {
  // A hundredth of a frame: a stored start such as 33.333 ms still belongs to the frame it starts.
  return Math.floor((ms * fps) / 1000 + 0.01);
}

/** The start of the frame that lies `step` frames from the one shown at `ms`. Never negative. */
export function frameStart(ms: number, fps: number | undefined, step: number): number {
  const rate = fps ?? assumedRate;
  return (Math.max(0, frameAt(ms, rate) + step) * 1000) / rate;
}
