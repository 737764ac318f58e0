import * as vscode from 'vscode';

export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('videoTasks.hello', () =>
      vscode.window.showInformationMessage('Hello from Video Tasks', 'OK'),
    ),
  );
}
