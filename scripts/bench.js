import { runScript } from './bootstrap.js';

runScript('bench/all.ts');
