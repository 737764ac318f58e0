// The panel's client. The host gives an empty page; everything a person sees is built here from the states it sends.
import { readMessageToPanel } from '../protocol/guards.ts';
import { Memory } from './memory.ts';
import { buildView } from './view.ts';
import { connectHost } from './vscodeApi.ts';

const root = document.getElementById('panel');
if (root !== null) {
  const host = connectHost();
  const draw = buildView(root, host, new Memory(host.load(), host.save), () => Date.now());
  addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = readMessageToPanel(data);
    if (message !== undefined) {
      draw(message.state);
    }
  });
  host.post({ type: 'ready' });
}
