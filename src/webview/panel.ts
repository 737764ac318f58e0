// The panel's client. The host gives an empty page; everything a person sees is built here from the states it sends.
import { readMessageToPanel } from '../protocol/guards.ts';
import { Announcer } from './announcer.ts';
import { KeyList } from './keyList.ts';
import { Memory } from './memory.ts';
import { Views } from './views.ts';
import { connectHost } from './vscodeApi.ts';

const now = (): number => Date.now();

const root = document.getElementById('panel');
if (root !== null) {
  const host = connectHost();
  const memory = new Memory(host.load(), host.save);
  const views = new Views(root, { host, memory, now, announcer: new Announcer(now), keyList: new KeyList() });
  addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = readMessageToPanel(data);
    if (message !== undefined) {
      views.receive(message);
    }
  });
  host.post({ type: 'ready' });
}
