/** How long this thread has worked so far, ms: a busy machine lengthens times, but not this. */
function workMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** Watches how long the event loop is held up. Call the result to stop: it gives the longest work in one go, ms. */
export function watchSlices(): () => number {
  let last = workMs();
  let longest = 0;
  let running = true;
  const turn = (): void => {
    const now = workMs();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) {
      setImmediate(turn);
    }
  };
  setImmediate(turn);
  return () => {
    running = false;
    return Math.max(longest, workMs() - last);
  };
}
