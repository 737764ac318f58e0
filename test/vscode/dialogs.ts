// Answers dialogs and messages in the person's place: a window under test shows none.
import { afterEach, beforeEach } from 'mocha';
import { EventEmitter, window, type Progress, type Uri } from 'vscode';

export interface Asked {
  readonly text: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** What the person does in a test. */
export class Dialogs {
  /** Messages so far, modal ones too. */
  readonly asked: Asked[] = [];
  /** Titles of progress so far; each is cancelled when `cancel` says so. */
  readonly progress: string[] = [];
  /** What was reported in them. */
  readonly reports: string[] = [];
  /** The button that a message is answered by; a promise leaves it open. */
  press: (message: Asked) => string | undefined | Promise<string | undefined> = () => undefined;
  /** The place that is picked in a dialog for files and folders. */
  place: Uri | undefined;
  /** Whether a progress is cancelled at once. */
  cancel = false;

  /** The texts of the messages so far. */
  texts(): readonly string[] {
    return this.asked.map(({ text }) => text);
  }

  /** In the place of VS Code's functions. */
  readonly functions = {
    showInformationMessage: (...args: readonly unknown[]) => this.#message(args),
    showWarningMessage: (...args: readonly unknown[]) => this.#message(args),
    showSaveDialog: async () => this.place,
    showOpenDialog: async () => this.place && [this.place],
    withProgress: async (
      { title = '' }: { readonly title?: string },
      run: (progress: Progress<{ message?: string }>, token: object) => Promise<unknown>,
    ) => {
      this.progress.push(title);
      const cancelled = new EventEmitter<void>();
      const report = ({ message = '' }): void => void this.reports.push(message);
      const running = run(
        { report },
        { isCancellationRequested: false, onCancellationRequested: cancelled.event },
      );
      if (this.cancel) {
        cancelled.fire();
      }
      return running;
    },
  };

  async #message([text, ...rest]: readonly unknown[]): Promise<string | undefined> {
    const options = rest.find((each) => typeof each === 'object');
    const detail = (options as { readonly detail?: string } | undefined)?.detail ?? '';
    const message = { text: String(text), detail, buttons: rest.filter((each) => typeof each === 'string') };
    this.asked.push(message);
    return this.press(message);
  }
}

/** A person for each test of a `describe`. */
export function useDialogs(): { readonly now: () => Dialogs } {
  const held: { dialogs: Dialogs; before: object } = { dialogs: new Dialogs(), before: {} };
  beforeEach(() => {
    held.dialogs = new Dialogs();
    const { showInformationMessage, showWarningMessage, showSaveDialog, showOpenDialog, withProgress } =
      window;
    held.before = {
      showInformationMessage,
      showWarningMessage,
      showSaveDialog,
      showOpenDialog,
      withProgress,
    };
    Object.assign(window, held.dialogs.functions);
  });
  afterEach(() => {
    Object.assign(window, held.before);
  });
  return { now: () => held.dialogs };
}
