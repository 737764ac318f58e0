import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { problemText, type Problem } from '../../../src/domain/problemText.ts';
import { settingProblemText, type SettingProblem } from '../../../src/domain/settingProblem.ts';
import { t } from './words.ts';

// The type check fails when one is missing here.
const problems = Object.keys({
  idEmpty: 0,
  idTooLong: 0,
  idCharacters: 0,
  idPath: 0,
  tooLong: 0,
  notJson: 0,
  noId: 0,
  secret: 0,
  baseUrlMissing: 0,
  baseUrlRefused: 0,
  providerUnknown: 0,
  listFull: 0,
} satisfies Record<Problem, 0>) as readonly Problem[];

const settingProblems = Object.keys({
  wrongType: 0,
  missing: 0,
  tooMany: 0,
  idRefused: 0,
  idTaken: 0,
  nameRefused: 0,
  baseUrlUnreadable: 0,
  baseUrlNotHttps: 0,
  baseUrlPrivate: 0,
  baseUrlCredentials: 0,
  baseUrlExtras: 0,
  pathRefused: 0,
  pathWithoutId: 0,
  headerRefused: 0,
  schemeRefused: 0,
  envRefused: 0,
  providerUnknown: 0,
} satisfies Record<SettingProblem, 0>) as readonly SettingProblem[];

describe('problemText', () => {
  for (const problem of problems) {
    it(`${problem} is whole sentences`, () => assert.match(problemText(problem, t), /^\p{Lu}[^?]{10,}\.$/u));
  }

  it('says something else for every problem', () =>
    assert.equal(new Set(problems.map((problem) => problemText(problem, t))).size, problems.length));

  it('names the numbers of the table', () => {
    assert.match(problemText('idTooLong', t), /512 characters/);
    assert.match(problemText('listFull', t), /10,000 tasks/);
  });
});

describe('settingProblemText', () => {
  for (const problem of settingProblems) {
    it(`${problem} is half a sentence`, () =>
      assert.match(settingProblemText(problem, t), /^\p{Ll}[^?]{8,}[^.?]$/u));
  }

  it('says something else for every problem', () =>
    assert.equal(
      new Set(settingProblems.map((problem) => settingProblemText(problem, t))).size,
      settingProblems.length,
    ));

  it('names the placeholder of the id', () => assert.match(settingProblemText('pathWithoutId', t), /\{id\}/));
});
