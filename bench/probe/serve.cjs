// Does on demand what a person or another extension would do. Answers on loopback, in JSON; times are epoch ms.
const { createServer } = require('node:http');
const { commands, extensions } = require('vscode');
const { now } = require('./ticks.cjs');

/** When a piece of work began and ended. */
async function span(work) {
  const from = now();
  await work();
  return { from, to: now() };
}

/** From the start of the activation until the stored tasks are loaded. */
async function loading(own) {
  await extensions.getExtension(own).exports.ready;
  const to = now();
  const marks = globalThis.MonacoPerformanceMarks.getMarks();
  return {
    from: marks.find(({ name }) => name === `code/extHost/willActivateExtension/${own}`).startTime,
    to,
  };
}

exports.serve = (port, own, active, ticks) => {
  const api = () => extensions.getExtension(own).exports;
  const loaded = active.then(() => loading(own));
  const changed = async (command, key) => {
    const { promise, resolve } = Promise.withResolvers();
    const listener = api().onDidChange(resolve);
    await commands.executeCommand(command, key);
    await promise;
    listener.dispose();
  };
  const answers = {
    '/loaded': () => loaded,
    '/ticks': () => ticks,
    '/show': () => span(() => commands.executeCommand('videoTasks.tasks.focus')),
    '/change': (query) => span(() => changed(query.get('command'), query.get('key'))),
    '/tasks': () => span(() => api().tasks()),
  };
  createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://probe');
    response.end(JSON.stringify(await answers[pathname](searchParams)));
  }).listen(port, '127.0.0.1');
};
