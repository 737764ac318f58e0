import { runScript } from './bootstrap.js';

runScript('scripts/demo/start.ts');
