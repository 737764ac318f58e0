import { checkId } from './ids.ts';
import { isRecord, parseJson, present } from './json.ts';
import type { IdProblem } from './provider.ts';

/** Why nothing was found. `notJson`: it starts like JSON; `noId`: a link without an id; `secret`: it looks like a key. */
export type RecogniseProblem = 'tooLong' | 'notJson' | 'noId' | 'secret' | IdProblem;

export type Recognised =
  | {
      readonly kind: 'id';
      readonly id: string;
      /** Of the pasted link. Never to be asked without the person's word. */
      readonly origin?: string;
      /** Path of the pasted link. */
      readonly path?: string;
      /** A key of the pasted command, only to offer storing it under `origin`. A secret. */
      readonly key?: string;
    }
  | { readonly kind: 'answer'; readonly body: unknown }
  | { readonly kind: 'nothing'; readonly problem: RecogniseProblem };

const maxLength = 100_000;
const maxLinks = 20;
const links = /https?:\/\/[^\s"'`<>]+/gi;
const keyHeader = /authorization:\s*bearer\s+([!-~]+)/i;
const placeholder = /[{}<>$*]|your|xxx|api[-_]?key/i;
const idField = /^["']?(?:task[-_]?)?id["']?\s*[:=]\s*/i;
const wrapping = /^["'`“”‘’「【（(<]+|["'`“”‘’」】）)>\]}.,;:!?。，；：！？、]+$/g;
/** Longer than any id with what may stand around it. */
const maxBare = 1024;

function nothing(problem: RecogniseProblem): Recognised {
  return { kind: 'nothing', problem };
}

function bare(value: string): string {
  return value.length > maxBare ? value : value.replaceAll(wrapping, '').replaceAll(/%3a/gi, ':');
}

function fromBare(pasted: string): Recognised {
  const text = bare(pasted.replace(idField, ''));
  // What is nothing but punctuation is judged as it stands, without quotes.
  const checked = checkId(text === '' ? pasted.replaceAll(/["'`“”‘’]/g, '') : text);
  if (!checked.ok) {
    return nothing(checked.problem);
  }
  return checked.id.startsWith('sk-') ? nothing('secret') : { kind: 'id', id: checked.id };
}

// Words of routes have no digits, or are versions; ids have digits.
function mayBeId(segment: string): boolean {
  return /\d/.test(segment) && !/^v\d+[a-z]*$/i.test(segment);
}

function idOfLink(url: URL): string | undefined {
  const named = ['id', 'task_id', 'taskId']
    .map((name) => url.searchParams.get(name))
    .find((value) => value !== null);
  const segments = url.pathname.split('/').filter(mayBeId);
  const checked = checkId(bare(named ?? segments.at(-1) ?? ''));
  return checked.ok ? checked.id : undefined;
}

function fromLinks(pasted: string): Recognised | undefined {
  // Backslashes are the shell's or JSON's, carets those of cmd.exe; neither belongs to a link.
  const plain = pasted.replaceAll(/[\\^]\r?\n/g, ' ').replaceAll(/[\\^]/g, '');
  const urls = Array.from(plain.matchAll(links), ([link]) => link)
    .slice(0, maxLinks)
    .map((link) => URL.parse(link))
    .filter((url) => url !== null);
  for (const url of urls) {
    const id = idOfLink(url);
    if (id !== undefined) {
      const key = keyHeader.exec(plain)?.[1]?.replace(/["'`].*$/, '');
      return present({
        kind: 'id' as const,
        id,
        origin: url.origin,
        path: url.pathname,
        key:
          key !== undefined && key.length >= 8 && key.length <= 512 && !placeholder.test(key)
            ? key
            : undefined,
      });
    }
  }
  return urls.length === 0 ? undefined : nothing('noId');
}

/** What a person pasted into Add Task: a task id, a link to a task, a curl command, or the JSON of an answer. */
export function recognise(pasted: string): Recognised {
  if (pasted.length > maxLength) {
    return nothing('tooLong');
  }
  const trimmed = pasted.replace(/^\uFEFF+/, '').trim();
  if (/^[{[]/.test(trimmed)) {
    const body = parseJson(trimmed);
    return isRecord(body) || Array.isArray(body) ? { kind: 'answer', body } : nothing('notJson');
  }
  return fromLinks(trimmed) ?? fromBare(trimmed);
}
