// Beside Video Tasks in the extension host, from the start.
const { writeFileSync } = require('node:fs');
const { extensions } = require('vscode');
const { serve } = require('./serve.cjs');
const { ticks, watchTicks } = require('./ticks.cjs');

const own = 'video-tasks.video-tasks';

/** VS Code's own marks of how long extensions took to load and to activate. */
async function writeMarks() {
  for (const id of JSON.parse(process.env.VIDEO_TASKS_MEASURED)) {
    await extensions.getExtension(id)?.activate();
  }
  writeFileSync(process.env.VIDEO_TASKS_MARKS, JSON.stringify(globalThis.MonacoPerformanceMarks.getMarks()));
}

exports.activate = () => {
  const { promise: active, resolve } = Promise.withResolvers();
  watchTicks(() => {
    if (extensions.getExtension(own)?.isActive) {
      resolve();
    }
  });
  if (process.env.VIDEO_TASKS_MARKS) {
    void active.then(writeMarks);
  }
  if (process.env.VIDEO_TASKS_PROBE_PORT) {
    serve(Number(process.env.VIDEO_TASKS_PROBE_PORT), own, active, ticks);
  }
};
