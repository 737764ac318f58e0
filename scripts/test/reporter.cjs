// Mocha's spec reporter, which also leaves the counts in the file named by VIDEO_TASKS_COUNTS, and marks its lines where
// they travel through VS Code's console (VIDEO_TASKS_MARK).
const { writeFileSync } = require('node:fs');
const { format } = require('node:util');
const { reporters, Runner } = require('mocha');

const mark = process.env.VIDEO_TASKS_MARK ?? '';
if (mark) {
  reporters.Base.consoleLog = (...values) => console.log(mark + format(...values));
}

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const file = process.env.VIDEO_TASKS_COUNTS;
      if (file) {
        writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
      }
    });
  }
};
