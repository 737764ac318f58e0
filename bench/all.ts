// Runs every benchmark, or the ones that are named.
import { benchActivation } from './activation.ts';
import { benchBundle } from './bundle.ts';
import { benchPolling } from './polling.ts';
import { benchStore } from './store.ts';
import { benchWindow } from './window.ts';

const benches: Readonly<Record<string, () => void | Promise<void>>> = {
  polling: benchPolling,
  store: benchStore,
  bundle: benchBundle,
  activation: benchActivation,
  window: benchWindow,
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(1);
}
for (const [name, bench] of Object.entries(benches)) {
  if (named.length === 0 || named.includes(name)) {
    await bench();
  }
}
