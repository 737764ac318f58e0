import { after, afterEach, before, describe, it } from 'mocha';
import { packageExtension } from '../../scripts/package.ts';
import { Workbench } from './workbench.ts';

describe('workbench', function () {
  this.timeout(120_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({ vsix: [await packageExtension()] });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await workbench.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
    }
  });
  after(() => workbench.close());

  it('shows a toast', async () => {
    await workbench.command('Video Tasks: Hello');
    await workbench.toast('Hello from Video Tasks').waitFor();
    await workbench.page.locator('.notification-toast.notification-fade-in-done').waitFor();
    await workbench.screenshot('toast');
  });
});
