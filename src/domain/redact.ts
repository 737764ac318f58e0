import { isRecord } from './json.ts';

const hidden = '…';
/** A key is at least this long; shorter secrets would tear holes into ordinary words. */
const minSecret = 8;
const maxDepth = 64;
const maxNodes = 20_000;

const bearer = /\b(Bearer|Basic)\s+[^\s"',;]+/gi;
// "The key is wrong" is prose: after these words only what looks like a key goes.
const keyAfterWord = /\b(Key|Token)([\s:=]+)(?=[\w.~+/=*-]{0,512}\d|[\w.~+/=*-]{20})[\w.~+/=*-]{8,}/gi;
const fragment = /\bsk-[\w*.-]+/g;
const authorization = /(authorization["']?\s*[:=]\s*)(?:"[^"]*"?|'[^']*'?|[^"'\r\n,;}]+)/gi;
const pair =
  /((?:x-api-key|x-goog-api-key|api[-_]?key|token|secret)["']?\s*[:=]\s*)(?:"[^"]*"?|'[^']*'?|[^\s"',;&}]+)/gi;
const link = /\bhttps?:\/\/[^\s"'<>]*/gi;

const personal: ReadonlySet<string> = new Set(
  (
    'user user_id username email group channel_id quota ip notify_hook authorization token access_token api_key ' +
    'apikey x-api-key'
  ).split(' '),
);

function utf8(secret: string): string {
  return String.fromCharCode(...new TextEncoder().encode(secret));
}

function spellings(secret: string): readonly string[] {
  const bytes = utf8(secret);
  const base64 = btoa(bytes).replace(/=+$/, '');
  const hex = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret.toWellFormed()),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_'),
    hex,
    hex.toUpperCase(),
  ];
}

function hideKeys(text: string): string {
  return text
    .replaceAll(fragment, `sk-${hidden}`)
    .replaceAll(bearer, `$1 ${hidden}`)
    .replaceAll(keyAfterWord, `$1$2${hidden}`);
}

function hideLinkParts(url: string): string {
  return url.replace(/^(https?:\/\/)[^/?#]*@/i, '$1').replace(/[?#].*$/, `?${hidden}`);
}

/**
 * Text without secrets, for logs, messages and stored errors: known secrets in every usual spelling, whatever follows
 * a scheme word or a credential's name, `sk-` fragments, and the query strings of links.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret.length >= minSecret).flatMap(spellings);
  const unknown = known.reduce((kept, spelling) => kept.replaceAll(spelling, hidden), text);
  return hideKeys(
    unknown
      .replaceAll(link, hideLinkParts)
      .replaceAll(authorization, `$1${hidden}`)
      .replaceAll(pair, `$1${hidden}`),
  );
}

/**
 * A copy of an answer for a person's eyes: without fields about the account behind it, without anything that looks
 * like a key. Links stay whole. Not deeper than 64 levels and 20,000 values.
 */
export function redactBody(body: unknown): unknown {
  let nodes = 0;
  const copy = (value: unknown, depth: number): unknown => {
    nodes += 1;
    if (nodes > maxNodes || depth > maxDepth) {
      return hidden;
    }
    if (typeof value === 'string') {
      return hideKeys(value);
    }
    if (Array.isArray(value)) {
      return value.map((item) => copy(item, depth + 1));
    }
    return isRecord(value)
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([name]) => !personal.has(name.toLowerCase()))
            .map(([name, field]) => [hideKeys(name), copy(field, depth + 1)]),
        )
      : value;
  };
  return copy(body, 0);
}
