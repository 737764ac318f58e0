import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { generation, observe, soraTask, wrapped } from './bodies.ts';

function variantsOf(...generations: readonly unknown[]) {
  return observe(wrapped(soraTask({ generations }), { status: 'SUCCESS' }));
}

const captioned = (fields: object) => {
  const { variants, warnings } = variantsOf(generation(fields));
  return { cues: variants[0]?.captions.map(({ startMs }) => startMs), warnings };
};

describe('a task of the Sora web site', () => {
  it('is read without a wrapper, too', () => {
    const seen = observe(soraTask({ task_id: 'task_B', width: 4, height: 2, title: ' t ', seed: 7 }));
    assert.deepEqual(seen, {
      format: 'soraWeb',
      ids: ['task_A', 'task_B'],
      status: 'running',
      statusWord: 'running',
      title: 't',
      seed: '7',
      width: 4,
      height: 2,
      durationMs: 2000,
      frameCount: 60,
      variants: [],
      warnings: [],
    });
    assert.equal(
      observe({ id: 'x', status: 'queued', generations: null, type: 'video_gen' }).format,
      'soraWeb',
    );
  });

  it('has one variant per generation, those with files first', () => {
    const { variants } = variantsOf(
      generation({ id: 'gen_1', url: null, encodings: null, actions: { 0: 'a' } }),
      generation({ id: 'gen_2' }),
    );
    assert.deepEqual(
      variants.map(({ id }) => id),
      ['gen_2', 'gen_1'],
    );
  });

  it('leaves a generation out that has nothing to show', () => {
    assert.deepEqual(variantsOf({ id: 'gen_1' }, null, 'x', []).variants, []);
  });

  it('skips files that cannot be used', () => {
    const encodings = {
      source: null,
      md: [],
      ld: { path: {} },
      source_wm: { path: '' },
      gif: { path: 'https://m.test/a.gif' },
      thumbnail: { path: 'javascript:alert(1)' },
    };
    const { variants, warnings } = variantsOf(generation({ encodings }));
    assert.deepEqual(
      variants[0]?.renditions.map(({ role }) => role),
      ['watermarked', 'gif'],
    );
    assert.equal(variants[0]?.thumbnail, undefined);
    assert.deepEqual(warnings, ['linkRefused']);
  });

  it('shows no image that needs the key', () => {
    const thumbnail = { path: '/v1/videos/x/content' };
    assert.equal(variantsOf(generation({ encodings: { thumbnail } })).variants[0]?.thumbnail, undefined);
  });

  it('counts a link once, as its best role', () => {
    const path = 'https://m.test/same.mp4';
    const { variants } = variantsOf(generation({ url: path, encodings: { md: { path }, source: { path } } }));
    assert.deepEqual(
      variants[0]?.renditions.map(({ role }) => role),
      ['source'],
    );
  });

  describe('captions', () => {
    it('stand in the generation or in its configuration', () => {
      assert.deepEqual(captioned({ caption: { 0: 'a', 30: 'b' } }), { cues: [0, 1000], warnings: [] });
      assert.deepEqual(captioned({ caption: null, config: { caption: 'a' } }), { cues: [0], warnings: [] });
    });
    it('warn when they point outside', () => {
      assert.deepEqual(captioned({ caption: { 0: 'a', 60: 'b' } }), {
        cues: [0],
        warnings: ['captionsOutside'],
      });
    });
    it('tell how many of them and of the storyboard do', () => {
      const texts = { 0: 'a', 60: 'b', 90: 'c' };
      assert.equal(variantsOf(generation({ caption: texts, actions: texts })).variants[0]?.textsOutside, 4);
      assert.equal(
        'textsOutside' in (variantsOf(generation({ caption: { 0: 'a' } })).variants[0] ?? {}),
        false,
      );
    });
    it('warn when the rate is a guess', () => {
      const encodings = { source: { path: 'https://m.test/s.mp4' } };
      assert.deepEqual(captioned({ encodings, caption: { 0: 'a', 30: 'b' } }), {
        cues: [0, 1000],
        warnings: ['captionsAssumedRate'],
      });
    });
    it('warn when they are cut', () => {
      assert.deepEqual(captioned({ caption: { 0: 'a'.repeat(3000) } }), {
        cues: [0],
        warnings: ['truncated'],
      });
    });
    it('have a storyboard beside them, if need be that of the task', () => {
      const task = soraTask({ actions: { 0: 'a' }, generations: [generation()] });
      assert.equal(observe(wrapped(task, { status: 'SUCCESS' })).variants[0]?.storyboard[0]?.text, 'a');
    });
  });

  it('keeps 16 variants and 64 files', () => {
    const many = Array.from({ length: 20 }, (_, index) =>
      generation({
        url: `https://m.test/${index}/wm`,
        encodings: Object.fromEntries(
          ['source', 'md', 'ld', 'source_wm', 'gif'].map((role) => [
            role,
            { path: `https://m.test/${index}/${role}` },
          ]),
        ),
      }),
    );
    const { variants, warnings } = variantsOf(...many);
    assert.equal(variants.length, 16);
    assert.equal(variants.flatMap(({ renditions }) => renditions).length, 64);
    assert.deepEqual(warnings, ['truncated']);
    assert.deepEqual(variantsOf(...many.slice(0, 2)).warnings, []);
    assert.deepEqual(variantsOf(...many.slice(0, 12)).warnings, ['truncated']);
  });

  it('cuts long texts and says so', () => {
    const seen = observe(soraTask({ title: 't'.repeat(1e6), prompt: 'p'.repeat(1e6) }));
    assert.deepEqual([seen.title?.length, seen.prompt?.length, seen.warnings], [200, 8000, ['truncated']]);
  });

  it('gives a seed only when every digit is known', () => {
    assert.equal(observe(soraTask({ seed: '12345678901234567890' })).seed, '12345678901234567890');
    const imprecise = observe(soraTask({ seed: Number('12345678901234567890') }));
    assert.deepEqual([imprecise.seed, imprecise.warnings], [undefined, ['numbersImprecise']]);
    assert.equal(observe(soraTask({ seed: 1.5 })).seed, undefined);
  });

  it('says when a time had no zone', () => {
    const seen = observe(soraTask({ created_at: '2025-01-14 15:15:46' }));
    assert.deepEqual([seen.createdAt, seen.warnings], [Date.parse('2025-01-14T15:15:46Z'), ['zonelessTime']]);
  });

  describe('moderation', () => {
    const rows: readonly (readonly [string, object, object | undefined])[] = [
      ['passed', { moderation_result: { type: 'passed' } }, undefined],
      ['review', { moderation_result: { type: 'passed' }, needs_user_review: true }, undefined],
      ['flagged', { output_moderation_result: { is_flagged: true }, needs_user_review: true }, undefined],
      [
        'rejected',
        { moderation_result: { is_output_rejection: true, code: 'violence' } },
        { message: 'violence' },
      ],
      [
        'rejected',
        { output_moderation_result: { is_terminal: true, type: 'blocked' } },
        { message: 'blocked' },
      ],
      ['rejected', { generations: [{ moderation_result: { is_output_rejection: true } }] }, undefined],
      [
        'rejected',
        { moderation_result: { is_output_rejection: true, code: 'c' }, failure_reason: 'because' },
        { message: 'because' },
      ],
    ];
    for (const [verdict, fields, failure] of rows) {
      it(`${verdict}: ${JSON.stringify(fields)}`, () => {
        const seen = observe(soraTask({ status: 'failed', ...fields }));
        assert.deepEqual([seen.moderation, seen.failure], [verdict, failure]);
      });
    }
    it('is absent when nothing is said', () => {
      assert.equal(observe(soraTask({ moderation_result: null })).moderation, undefined);
    });
  });

  it('keeps a failure short and without keys', () => {
    const failure_reason = `Bearer abcdef123 \u0000${'x'.repeat(3000)}`;
    const { failure } = observe(soraTask({ status: 'failed', failure_reason }));
    assert.match(failure?.message ?? '', /^Bearer … x+…$/);
    assert.ok((failure?.message.length ?? 0) <= 2000);
  });
});
