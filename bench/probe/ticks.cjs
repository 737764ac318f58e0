const { performance } = require('node:perf_hooks');

/** Epoch ms, with fractions. */
exports.now = () => performance.timeOrigin + performance.now();

/** How long the thread of the event loop has worked, ms. */
function workMs() {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Turns of the event loop, about one per ms. */
exports.ticks = [];

/** Notes turns from now on; calls `turn` at each. */
exports.watchTicks = (turn) => {
  setInterval(() => {
    exports.ticks.push({ at: exports.now(), workMs: workMs() });
    turn();
  }, 1);
};
