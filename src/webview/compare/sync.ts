/** A difference up to this is corrected by the speed, a larger one by a jump. Milliseconds. */
const jumpFromMs = 300;
/** As near as a clock that is read once per picture can be held. Milliseconds. */
const goodEnoughMs = 4;
/** Changes of speed up to this are not seen. */
const mostChange = 0.25;

/** How a video that runs beside another one gets back in step: by a jump, or by a speed (1 is its own). */
export type Correction = { readonly do: 'jump' } | { readonly do: 'speed'; readonly factor: number };

/** What brings a video back that is `aheadMs` before its place; negative when it lags. */
export function correct(aheadMs: number): Correction {
  const distance = Math.abs(aheadMs);
  if (distance > jumpFromMs) {
    return { do: 'jump' };
  }
  const wanted = distance <= goodEnoughMs ? 0 : aheadMs / 200;
  return { do: 'speed', factor: 1 - Math.min(mostChange, Math.max(-mostChange, wanted)) };
}
