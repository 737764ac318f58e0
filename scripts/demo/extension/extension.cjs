// Tracks the tasks of the simulated gateways through the public API, as any other extension could.
const { commands, extensions } = require('vscode');

exports.activate = async () => {
  const api = await extensions.getExtension('video-tasks.video-tasks').activate();
  await api.ready;
  for (const { provider, id } of JSON.parse(process.env.VIDEO_TASKS_DEMO_TASKS)) {
    await api.track(provider, id);
  }
  await commands.executeCommand('videoTasks.tasks.focus');
};
