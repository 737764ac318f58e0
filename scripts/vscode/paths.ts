import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where downloaded tools live; ignored by git, safe to delete. */
export const cache = join(root, '.vscode-test');

/** Where suites leave their results and screenshots; ignored by git. */
export const results = join(root, 'test-results');
