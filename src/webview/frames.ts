/** Frames per second where the file does not say. */
const assumedRate = 30;

/** The start of the frame that lies `step` frames from the one shown at `ms`. Never negative. */
export function frameStart(ms: number, fps: number | undefined, step: number): number {
  const rate = fps ?? assumedRate;
  // A hundredth of a frame: a stored start such as 33.333 ms still belongs to the frame it starts.
  const shown = Math.floor((ms * rate) / 1000 + 0.01);
  return (Math.max(0, shown + step) * 1000) / rate;
}
