// The tokens of a TypeScript file, as far as texts are concerned: comments, strings, templates and regular expressions apart.

/** `template` is a template with placeholders, its value the texts with `${}` between; the placeholders follow as tokens. */
export interface Token {
  readonly kind: 'word' | 'string' | 'template' | 'mark';
  readonly value: string;
  readonly line: number;
}

const blank = /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;
const word = /[\p{L}\p{N}_$]+/uy;
const quoted = /'((?:[^'\\\n]|\\[^])*)'|"((?:[^"\\\n]|\\[^])*)"/y;
const templateText = /(?:[^`\\$]|\\[^]|\$(?!\{))*/y;
const regularExpression = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const escape = /\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2})|\r?\n|([^]))/gi;
const named: ReadonlyMap<string, string> = new Map(
  Object.entries({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0' }),
);
/** Words before an expression: what follows them with a slash is a regular expression. */
const beforeExpression = new Set('return typeof case in of do else void await yield delete throw'.split(' '));

/** The text that an escaped literal stands for. */
function cooked(raw: string): string {
  return raw.replaceAll(escape, (_all, point?: string, unit?: string, byte?: string, char?: string) => {
    const code = point ?? unit ?? byte;
    if (code !== undefined) {
      return String.fromCodePoint(Number.parseInt(code, 16));
    }
    return char === undefined ? '' : (named.get(char) ?? char);
  });
}

function endsValue(token: Token | undefined): boolean {
  switch (token?.kind) {
    case undefined:
      return false;
    case 'mark':
      return /[)\]}]/.test(token.value);
    case 'word':
      return !beforeExpression.has(token.value);
    default:
      return true;
  }
}

class Scanner {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): readonly Token[] {
    this.#code();
    if (this.#at < this.#text.length) {
      throw new SyntaxError(`Line ${this.#line()}: unexpected ${this.#text[this.#at]}`);
    }
    return this.#tokens;
  }

  /** Reads up to the end, or up to the bracket that closes a placeholder. */
  #code(): void {
    let depth = 0;
    for (;;) {
      this.#take(blank);
      const char = this.#text[this.#at];
      if (char === undefined || (char === '}' && depth === 0)) {
        return;
      }
      depth += char === '{' ? 1 : char === '}' ? -1 : 0;
      this.#token(char);
    }
  }

  #token(char: string): void {
    const line = this.#line();
    if (char === '`') {
      this.#template(line);
    } else if (char === "'" || char === '"') {
      const [, single, double] = this.#take(quoted) ?? this.#fail('string');
      this.#tokens.push({ kind: 'string', value: cooked(single ?? double ?? ''), line });
    } else if (char === '/' && !endsValue(this.#tokens.at(-1))) {
      const [value] = this.#take(regularExpression) ?? this.#fail('regular expression');
      // Its end is that of a value, like a bracket's.
      this.#tokens.push({ kind: 'mark', value: `${value})`, line });
    } else {
      const found = this.#take(word);
      this.#at += found === null ? 1 : 0;
      this.#tokens.push({ kind: found === null ? 'mark' : 'word', value: found?.[0] ?? char, line });
    }
  }

  #template(line: number): void {
    const texts: string[] = [];
    const place = this.#tokens.length;
    do {
      this.#at += 1;
      texts.push(cooked(this.#take(templateText)?.[0] ?? ''));
      if (this.#text.startsWith('${', this.#at)) {
        this.#at += 2;
        this.#code();
      }
    } while (this.#text[this.#at] === '}');
    if (this.#text[this.#at] !== '`') {
      this.#fail('template');
    }
    this.#at += 1;
    const kind = texts.length === 1 ? 'string' : 'template';
    this.#tokens.splice(place, 0, { kind, value: texts.join('${}'), line });
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    this.#at += found?.[0].length ?? 0;
    return found;
  }

  #line(): number {
    return this.#text.slice(0, this.#at).split('\n').length;
  }

  #fail(what: string): never {
    throw new SyntaxError(`Line ${this.#line()}: a ${what} does not end`);
  }
}

/** The tokens of a file. Throws on what it cannot read, rather than to miss a text. */
export function tokensOf(text: string): readonly Token[] {
  return new Scanner(text).scan();
}
