import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { extensions } from 'vscode';

describe('extension', () => {
  it('activates', async () => {
    const extension = extensions.getExtension('video-tasks.video-tasks');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
