import { commands, window, workspace, type Disposable, type TextDocument } from 'vscode';
import { DisposableStore } from '../domain/disposable.ts';
import type { Parts } from './parts.ts';

/** Longer texts are not looked at while the person goes from editor to editor, characters. */
const mostCharacters = 262_144;

function isResponse(document: TextDocument | undefined, { readText }: Pick<Parts, 'readText'>): boolean {
  if (document === undefined || !document.languageId.startsWith('json') || document.lineCount > 20_000) {
    return false;
  }
  const text = document.getText();
  return text.length <= mostCharacters && readText(text)?.kind === 'task';
}

function tell(isActive: boolean): void {
  void commands.executeCommand('setContext', 'videoTasks.activeIsResponse', isActive);
}

/** Lets the title of a JSON editor offer the panel when its text is the answer of a provider. */
export function registerActiveResponse(parts: Pick<Parts, 'clock' | 'readText'>): Disposable {
  const store = new DisposableStore();
  let shown = false;
  const look = (): void => {
    const now = isResponse(window.activeTextEditor?.document, parts);
    if (now !== shown) {
      shown = now;
      tell(now);
    }
  };
  tell(shown);
  store.add(window.onDidChangeActiveTextEditor(look));
  store.add(workspace.onDidSaveTextDocument(look));
  // Activation does not wait for a long text to be read.
  store.add({ dispose: parts.clock.after(0, look) });
  return store;
}
