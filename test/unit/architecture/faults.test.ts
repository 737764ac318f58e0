import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';

const root = join(import.meta.dirname, '..', '..', '..');
const groups: readonly (readonly [letter: string, count: number])[] = [
  ['A', 22],
  ['B', 24],
  ['E', 18],
  ['F', 16],
  ['G', 10],
  ['I', 18],
  ['K', 12],
];
const ids: readonly string[] = [
  ...groups.flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, each) => letter + String(each + 1).padStart(2, '0')),
  ),
  'D08',
  'D19',
  'H01',
  'H02',
  'H03',
  'H04',
];
const fewestWords = 6;

/** The text of a file of the repository; undefined where there is none. */
type Read = (file: string) => string | undefined;

const readFile: Read = (file) => {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
};

/** True when a string of the file holds the id, with more words around it. */
function hasTitle(text: string, id: string): boolean {
  const strings = text.match(/'[^'\n]*'|"[^"\n]*"|`[^`\n]*`/g) ?? [];
  return strings.some((title) => new RegExp(`\\b${id}\\b`).test(title) && /\S \S/.test(title));
}

function complain(id: string, cells: readonly string[], read: Read): readonly string[] {
  const [fault = '', promise = '', tested = ''] = cells;
  if (cells.length !== 3 || fault === '' || promise === '' || tested === '') {
    return [`${id}: a row has id, fault, promise and test`];
  }
  const files = [...tested.matchAll(/`(test\/[^`]+)`/g)].map(([, file = '']) => file);
  if (files.length === 0) {
    const isReason = tested.split(/\s+/).length >= fewestWords;
    return isReason ? [] : [`${id}: neither a test nor a reason`];
  }
  return files.flatMap((file) => {
    const text = read(file);
    if (text === undefined) {
      return [`${id}: there is no ${file}`];
    }
    return hasTitle(text, id) ? [] : [`${id}: no test of this number in ${file}`];
  });
}

/** Everything that is wrong with the tables of docs/faults.md. */
function checkFaults(doc: string, expected: readonly string[], read: Read): readonly string[] {
  const rows = doc
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, id = '']) => /^[A-Z]\d\d$/.test(id))
    .map(([, id = '', ...cells]) => ({ id, cells: cells.slice(0, -1) }));
  const counts = expected.flatMap((id) => {
    const count = rows.filter((row) => row.id === id).length;
    return count === 1 ? [] : [`${id}: ${count} rows`];
  });
  const unknown = rows.filter(({ id }) => !expected.includes(id)).map(({ id }) => `${id}: unknown`);
  return [...counts, ...unknown, ...rows.flatMap(({ id, cells }) => complain(id, cells, read))];
}

describe('docs/faults.md', () => {
  it('has a row for every fault, with a test of that number or a reason', () => {
    assert.deepEqual(checkFaults(readFile('docs/faults.md') ?? '', ids, readFile), []);
  });

  const files: Readonly<Record<string, string>> = {
    'test/a.test.ts': "it('A01 is survived', () => {});",
    'test/b.test.ts': "const id = 'A01';\nconst other = 'A011 is survived';",
  };
  const planted: readonly (readonly [doc: string, complaint: string])[] = [
    ['| A01 | fault | promise | `test/a.test.ts` |\n'.repeat(2), 'A01: 2 rows'],
    ['', 'A01: 0 rows'],
    ['| A01 | fault | `test/a.test.ts` |', 'A01: a row has id, fault, promise and test'],
    ['| A01 | fault | promise | not tested yet |', 'A01: neither a test nor a reason'],
    ['| A01 | fault | promise | `test/c.test.ts` |', 'A01: there is no test/c.test.ts'],
    ['| A01 | fault | promise | `test/b.test.ts` |', 'A01: no test of this number in test/b.test.ts'],
    [
      '| A01 | fault | promise | `test/a.test.ts` |\n| A99 | fault | promise | `test/a.test.ts` |',
      'A99: unknown',
    ],
  ];
  for (const [doc, complaint] of planted) {
    it(`refuses: ${complaint}`, () => {
      assert.equal(checkFaults(doc, ['A01'], (file) => files[file])[0], complaint);
    });
  }

  it('takes a test of that number, and a reason in words', () => {
    for (const tested of ['`test/a.test.ts`', 'not tested: it needs a disk that loses writes']) {
      const doc = `| A01 | fault | promise | ${tested} |`;
      assert.deepEqual(
        checkFaults(doc, ['A01'], (file) => files[file]),
        [],
      );
    }
  });
});
