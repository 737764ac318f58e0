import { runScript } from './bootstrap.js';

runScript('scripts/test/all.ts');
