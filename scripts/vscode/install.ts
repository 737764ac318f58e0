// VS Code's own server and web workbench, taken from the npm package code-server (its lib/vscode folder).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cache } from './paths.ts';

const version = '4.139.1';

// Native modules are not built (scripts are off). Without this logger VS Code would write no log file at all; the
// watchdog's absence would only print stack traces.
const logger = `const fs = require('fs'), path = require('path');
const names = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
let level = 2;
class Logger {
  constructor(type, name, file) { this.file = file; this.level = level; fs.mkdirSync(path.dirname(file), { recursive: true }); }
  getLevel() { return this.level; }
  setLevel(value) { this.level = value; }
  setPattern() {}
  clearFormatters() { this.bare = true; }
  flush() {}
  drop() {}
  write(index, message) {
    if (index < this.level) return;
    const head = this.bare ? '' : new Date().toISOString().replace('T', ' ').slice(0, 23) + ' [' + names[index] + '] ';
    fs.appendFileSync(this.file, head + message + (this.bare ? '' : '\\n'));
  }
}
names.forEach((name, index) => { Logger.prototype[name] = function (message) { this.write(index, message); }; });
exports.version = 0;
exports.setLevel = (value) => { level = value; };
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
`;

function npmInstall(cwd: string, args: readonly string[]): void {
  const all = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...args];
  const result = spawnSync('npm', all, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) {
    throw new Error(`npm ${all.join(' ')} failed in ${cwd}`);
  }
}

/** Installs VS Code's server once (about 20 s, 600 MB). Returns the absolute folder that holds `out/server-main.js`. */
export async function installVSCodeServer(): Promise<string> {
  const folder = join(cache, `server-${version}`);
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const done = join(folder, '.complete');
  if (existsSync(done)) {
    return vscode;
  }
  console.log(`Installing VS Code's server (code-server ${version}) ...`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  npmInstall(folder, ['--prefix', folder, '--omit=optional', `code-server@${version}`]);
  npmInstall(vscode, ['--omit=dev']);
  await writeFile(join(vscode, 'node_modules', '@vscode', 'spdlog', 'index.js'), logger);
  await writeFile(
    join(vscode, 'node_modules', '@vscode', 'native-watchdog', 'index.js'),
    'exports.start = () => {};\n',
  );
  await writeFile(done, '');
  return vscode;
}
