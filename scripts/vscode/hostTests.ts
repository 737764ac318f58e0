// Runs test/vscode inside a real VS Code extension host: the desktop build where it can be had, else the server build.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { authorityFile } from '../../test/gateway/certificates.ts';
import { root } from './paths.ts';

async function executable(desktop: boolean): Promise<string> {
  const given = process.env['VSCODE_EXECUTABLE'];
  if (given !== undefined && given !== '') {
    return given;
  }
  return desktop ? downloadAndUnzipVSCode() : join(root, 'scripts', 'vscode', 'codeInBrowser.ts');
}

const userData = await mkdtemp(join(tmpdir(), 'video-tasks-user-'));
try {
  await runTests({
    vscodeExecutablePath: await executable(process.argv.includes('--desktop')),
    extensionDevelopmentPath: root,
    extensionTestsPath: join(root, 'dist', 'test', 'index.cjs'),
    // Node reads it when a process starts: the tests of proxies need servers that it trusts.
    extensionTestsEnv: { NODE_EXTRA_CA_CERTS: authorityFile },
    launchArgs: [`--user-data-dir=${userData}`],
  });
} finally {
  await rm(userData, { recursive: true, force: true });
}
