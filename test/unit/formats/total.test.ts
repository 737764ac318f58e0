import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { readBody } from '../../../src/formats/readBody.ts';
import { base, documented, documentedNames, now } from './bodies.ts';

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    'SUCCESS',
    'FAILURE',
    'https://m.test/a.mp4',
    'http://m.test/a',
    '/v1/x/content',
    '0001-01-01T00:00:00Z',
    Number.MAX_VALUE,
    -1,
    '__proto__',
    '\uD800',
    '{"id":"x","status":"done"}',
  ),
);

function assertNothingAbsentIsPresent(value: unknown, path: string): void {
  assert.ok(value !== undefined && value !== null && value !== '', `${path} is ${JSON.stringify(value)}`);
  if (typeof value === 'number') {
    assert.ok(Number.isFinite(value), path);
  }
  if (typeof value === 'object') {
    for (const [name, inside] of Object.entries(value)) {
      assertNothingAbsentIsPresent(inside, `${path}.${name}`);
    }
  }
}

function check(body: unknown, id: string | undefined): void {
  const reading = readBody(body, { now, base, allowLoopbackHttp: false, ...(id !== undefined && { id }) });
  assertNothingAbsentIsPresent(reading, 'reading');
  if (reading.kind === 'task') {
    const { progress, variants, status, failure } = reading.observation;
    assert.ok(progress === undefined || (progress >= 0 && progress <= 1));
    assert.ok(failure === undefined || status !== 'succeeded');
    const { durationMs, fps, frameCount, height, queuePosition, width } = reading.observation;
    for (const fact of [durationMs, fps, frameCount, height, queuePosition, width]) {
      assert.ok(fact === undefined || fact > 0, `a fact is ${fact}`);
    }
    for (const { url } of variants.flatMap(({ renditions }) => renditions)) {
      assert.equal(new URL(url).protocol, 'https:');
    }
  }
}

/** Every path to a value of a body. */
function pathsOf(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) {
    return [[]];
  }
  return [
    [],
    ...Object.entries(value).flatMap(([name, inside]) => pathsOf(inside).map((path) => [name, ...path])),
  ];
}

function replaced(value: unknown, [name, ...rest]: readonly string[], replacement: unknown): unknown {
  if (name === undefined || typeof value !== 'object' || value === null) {
    return replacement;
  }
  const inside: unknown = Reflect.get(value, name);
  return Array.isArray(value)
    ? value.map((item, index) => (String(index) === name ? replaced(item, rest, replacement) : item))
    : { ...value, [name]: replaced(inside, rest, replacement) };
}

describe('readBody reads whatever comes', function () {
  this.timeout(60_000);
  it('arbitrary JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.option(fc.string(), { nil: undefined }), check), {
      numRuns: 1000,
    });
  });

  it('objects of known fields with arbitrary values', () => {
    const names =
      'id task_id status state data detail code error message progress generations encodings video assets n_frames ' +
      'draft_info pending_info output url status_update_time type';
    const name = fc.constantFrom(...names.split(' '));
    const record = (field: fc.Arbitrary<unknown>) => fc.dictionary(name, field, { maxKeys: 6 });
    const field = (inner: fc.Arbitrary<unknown>) =>
      fc.oneof(hostile, inner, fc.array(inner, { maxLength: 3 }));
    const tree = record(field(record(field(record(field(record(hostile)))))));
    fc.assert(
      fc.property(tree, (body) => check(body, 'task_1')),
      { numRuns: 2000 },
    );
  });

  for (const fixture of documentedNames) {
    it(`${fixture} with fields replaced`, () => {
      const body = documented(fixture);
      const paths = pathsOf(body);
      for (const path of paths) {
        check(replaced(body, path, null), undefined);
        check(replaced(body, path, ''), undefined);
      }
      fc.assert(
        fc.property(fc.array(fc.tuple(fc.constantFrom(...paths), hostile), { maxLength: 4 }), (changes) =>
          check(
            changes.reduce<unknown>((changed, [path, value]) => replaced(changed, path, value), body),
            'task_1',
          ),
        ),
        { numRuns: 500 },
      );
    });
  }
});
