// Where a text stops being JSON: the engine's own message often does not say.

const tokens =
  /[ \t\r\n]+|"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[ !#-[\]-\uffff]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[^]/g;

/** What may come at a place, by the first characters of tokens; `0` stands for numbers and words. */
const allowed = {
  value: '"0{[',
  item: '"0{[]',
  name: '"',
  member: '"}',
  colon: ':',
  afterMember: ',}',
  afterItem: ',]',
  end: '',
};

type Place = keyof typeof allowed;

function kindOf(token: string): string {
  return /^(?:-?\d|true|false|null)/.test(token)
    ? '0'
    : /^(?:".|[{}[\]:,])/.test(token)
      ? token.charAt(0)
      : '-';
}

function placeAfter(open: readonly string[]): Place {
  const inside = open.at(-1);
  return inside === '{' ? 'afterMember' : inside === '[' ? 'afterItem' : 'end';
}

/** Where one is after a token that is allowed; `open` holds the brackets that are open. */
function next(kind: string, place: Place, open: string[]): Place {
  switch (kind) {
    case '{':
    case '[':
      open.push(kind);
      return kind === '{' ? 'member' : 'item';
    case '}':
    case ']':
      open.pop();
      return placeAfter(open);
    case ',':
      return place === 'afterMember' ? 'name' : 'value';
    case ':':
      return 'value';
    default:
      return place === 'name' || place === 'member' ? 'colon' : placeAfter(open);
  }
}

/** The line, from 1, of the first thing in a text that cannot stand there in JSON; undefined when all of it is JSON. */
export function badLine(source: string): number | undefined {
  const open: string[] = [];
  let place: Place = 'value';
  let line = 1;
  for (const [token] of source.matchAll(tokens)) {
    if (/^[ \t\r\n]/.test(token)) {
      line += token.split('\n').length - 1;
      continue;
    }
    const kind = kindOf(token);
    if (!allowed[place].includes(kind)) {
      return line;
    }
    place = next(kind, place, open);
  }
  return place === 'end' ? undefined : line;
}
