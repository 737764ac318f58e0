// Everything the extension says and asks through VS Code, read instead of shown.
import { window, type InputBoxOptions, type QuickPickItem } from 'vscode';
import type { Spies } from './spies.ts';

/** One thing that was said. */
export interface Saying {
  readonly surface: 'message' | 'modal' | 'input' | 'list' | 'progress';
  readonly texts: readonly string[];
  /** Its buttons, the first one first. */
  readonly offers: readonly string[];
}

/** What a person does with it; nothing unless told otherwise. */
export interface Person {
  /** Label of the button to press. */
  press?: string;
  /** What is typed into input boxes, one after the other. */
  readonly typing: string[];
  /** Label of the entry to choose. */
  pick?: string;
  /** What is typed and deleted again before the rest, to see what is said about it. */
  readonly trying: readonly string[];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Listens until the test is over. */
export function listen(spies: Spies, person: Person): readonly Saying[] {
  const said: Saying[] = [];
  for (const name of ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const) {
    spies.replace(window, name, () => async (message: string, ...rest: readonly unknown[]) => {
      const options = rest.filter((each) => !isText(each)) as readonly { modal?: boolean; detail?: string }[];
      const offers = rest.filter(isText);
      const surface = options.some(({ modal }) => modal) ? 'modal' : 'message';
      said.push({
        surface,
        texts: [message, ...options.map(({ detail = '' }) => detail), ...offers],
        offers,
      });
      return offers.find((offer) => offer === person.press);
    });
  }
  spies.replace(window, 'showInputBox', () => async (options: InputBoxOptions = {}) => {
    const { title, prompt, placeHolder, value } = options;
    const complaints = await Promise.all(person.trying.map(async (text) => options.validateInput?.(text)));
    const typed = person.typing.shift();
    said.push({
      surface: 'input',
      texts: [title, prompt, placeHolder, value, ...complaints].filter(isText),
      offers: [],
    });
    return typed;
  });
  spies.replace(window, 'showQuickPick', () => async (items: readonly (QuickPickItem | string)[]) => {
    const all = items.map((item) => (isText(item) ? { label: item } : item));
    const texts = all.flatMap(({ label, description, detail }: QuickPickItem) => [
      label,
      description,
      detail,
    ]);
    said.push({ surface: 'list', texts: texts.filter(isText), offers: [] });
    return items[all.findIndex(({ label }) => label === person.pick)];
  });
  spies.replace(window, 'withProgress', (own) => (...args: Parameters<typeof own>) => {
    const [{ title }] = args;
    said.push({ surface: 'progress', texts: [title].filter(isText), offers: [] });
    return own(...args);
  });
  return said;
}
