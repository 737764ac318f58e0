import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { usePanel } from './panelPage.ts';
import { finished, full } from './states.ts';

describe('the tabs', function () {
  this.timeout(30_000);
  const suite = usePanel();

  it('hold everything there is', async () => {
    const { panel } = suite;
    await panel.show(full(panel.origin));
    assert.deepEqual(await panel.page.getByRole('tab').allInnerTexts(), [
      'Captions',
      'Storyboard',
      'Timeline',
      'Details',
      'Raw response',
    ]);
  });

  it('tell the life of the task with how long each step took', async () => {
    const { panel } = suite;
    await panel.show(full(panel.origin));
    await panel.page.getByRole('tab', { name: 'Timeline' }).click();
    assert.deepEqual(
      await panel.page.getByRole('tabpanel', { name: 'Timeline' }).getByRole('listitem').allInnerTexts(),
      [
        'Queued\n14 Jan 2025, 16:16:02\ntook 41s',
        'Running\n14 Jan 2025, 16:16:43\ntook 2m 31s',
        'Finished\n14 Jan 2025, 16:19:14',
      ],
    );
  });

  it('become a choice where there is no room for them', async () => {
    const { panel, open } = suite;
    await panel.show(full(panel.origin));
    assert.equal(await panel.page.getByLabel('Tab', { exact: true }).isVisible(), false);
    const narrow = await open({ width: 400 });
    await narrow.show(full(narrow.origin));
    assert.equal(await narrow.page.getByRole('tab').count(), 0);
    await narrow.page.getByLabel('Tab', { exact: true }).selectOption('Details');
    assert.ok(await narrow.page.getByText('3298534883328123457').isVisible());
    await narrow.close();
  });
});

describe('the raw response', function () {
  this.timeout(30_000);
  const suite = usePanel();
  const answer = {
    type: 'answer',
    subject: finished('').subject,
    text: '{\n  "status": "done"\n}',
    isCut: false,
  };

  it('is asked for when somebody looks, and again when it may be another', async () => {
    const { panel } = suite;
    await panel.show(full(panel.origin));
    assert.deepEqual(await panel.sent('answer'), []);
    await panel.page.getByRole('tab', { name: 'Raw response' }).click();
    assert.deepEqual(await panel.sent('answer'), [{ type: 'answer' }]);
    await panel.show(full(panel.origin));
    await panel.page.getByRole('tab', { name: 'Details' }).click();
    await panel.page.getByRole('tab', { name: 'Raw response' }).click();
    assert.equal((await panel.sent('answer')).length, 1);
    await panel.show(full(panel.origin, { checkedAt: 2_000 }));
    assert.equal((await panel.sent('answer')).length, 2);
    await panel.page.getByRole('tab', { name: 'Details' }).click();
    await panel.show(full(panel.origin, { checkedAt: 2_000, checked: 'Checked 5 s ago' }));
    assert.equal((await panel.sent('answer')).length, 2);
  });

  it('is shown as it is, can be selected and searched', async () => {
    const { panel } = suite;
    await panel.show(full(panel.origin));
    await panel.page.getByRole('tab', { name: 'Raw response' }).click();
    await panel.send(answer);
    const text = panel.page.getByRole('region', { name: 'Raw response' });
    assert.equal(await text.textContent(), answer.text);
    assert.equal(await panel.page.getByText('Only the first part is shown').isVisible(), false);
    await panel.page.getByRole('searchbox').fill('STATUS');
    assert.ok(await panel.page.getByText('1 of 1', { exact: true }).isVisible());
    await text.selectText();
    assert.equal(await panel.page.evaluate('getSelection().toString()'), answer.text);
  });

  it('says when it is cut', async () => {
    const { panel } = suite;
    await panel.show(full(panel.origin));
    await panel.page.getByRole('tab', { name: 'Raw response' }).click();
    await panel.send({ ...answer, isCut: true });
    assert.ok(await panel.page.getByText('Only the first part is shown').isVisible());
  });

  it('of another subject is not taken, and goes with its subject', async () => {
    const { panel } = suite;
    await panel.show(full(panel.origin));
    await panel.page.getByRole('tab', { name: 'Raw response' }).click();
    await panel.send({ ...answer, subject: 'elkapi/other', text: 'wrong' });
    assert.equal(await panel.page.locator('pre').textContent(), '');
    await panel.send(answer);
    await panel.show(full(panel.origin, { subject: 'elkapi/other' }));
    assert.equal(await panel.page.locator('pre').textContent(), '');
  });

  it('has no tab where there is none', async () => {
    const { panel } = suite;
    await panel.show(full(panel.origin, { hasAnswer: false }));
    assert.equal(await panel.page.getByRole('tab', { name: 'Raw response' }).count(), 0);
  });

  it('of a quarter of a million characters is searched in one go', async () => {
    const { panel } = suite;
    await panel.show(full(panel.origin));
    await panel.page.getByRole('tab', { name: 'Raw response' }).click();
    await panel.send({ ...answer, text: '{"a": 1}\n'.repeat(28_000) });
    const began = performance.now();
    await panel.page.getByRole('searchbox').fill('a');
    await panel.page.getByText('1 of 1000+', { exact: true }).waitFor();
    console.log(`      searched in ${Math.round(performance.now() - began)} ms`);
  });
});
