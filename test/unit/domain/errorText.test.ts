import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { errorMark, errorText, type ErrorScene } from '../../../src/domain/errorText.ts';
import type { TaskError } from '../../../src/domain/task.ts';
import { english, errorKinds, t } from './words.ts';

const scene: ErrorScene = { provider: 'Gate', host: 'gate.test' };
const error = (kind: TaskError['kind'], httpStatus?: number): TaskError => ({
  kind,
  message: 'the words of the server',
  at: 0,
  ...(httpStatus !== undefined && { httpStatus }),
});

const sentences: readonly (readonly [TaskError, ErrorScene, string])[] = [
  [error('keyMissing'), scene, 'Add an API key for Gate to check this task.'],
  [error('dns'), scene, 'gate.test could not be found. Check the base URL or your connection.'],
  [error('serverError', 503), scene, 'Gate has a problem (HTTP 503). It will be asked again.'],
  [error('serverError'), scene, 'Gate has a problem (HTTP 500). It will be asked again.'],
  [
    error('badRequest', 418),
    scene,
    'Gate did not accept the request (HTTP 418). The path of the provider may be wrong.',
  ],
  [
    error('badRequest'),
    scene,
    'Gate did not accept the request (HTTP 400). The path of the provider may be wrong.',
  ],
  [error('rateLimited'), scene, 'Gate asked to slow down.'],
  [
    error('rateLimited'),
    { ...scene, waitUntil: new Date(2026, 10, 21, 9, 5).getTime() },
    'Gate asked to slow down. Next check at 09:05.',
  ],
  [error('quota'), scene, 'Gate reports that the account has no credit left.'],
  [error('providerMissing'), scene, 'The provider “Gate” is not in the settings any more. The task is kept.'],
];

describe('errorText', () => {
  for (const [given, where, expected] of sentences) {
    it(expected, () => assert.equal(errorText(given, where, english), expected));
  }

  for (const kind of errorKinds) {
    it(`${kind} is whole sentences, without the words of a server`, () => {
      const text = errorText(error(kind, 500), scene, english);
      assert.match(text, /^\p{Lu}[^?]+\.$|^gate\.test [^?]+\.$/u);
      assert.doesNotMatch(text, /words of the server/);
    });

    it(`${kind} has a short mark`, () => assert.match(errorMark(kind, t), /^(?:\p{L}|[ -])+$/u));
  }

  it('says something else for every kind', () => {
    const texts = errorKinds.map((kind) => errorText(error(kind), scene, english));
    assert.equal(new Set(texts).size, errorKinds.length);
  });
});
