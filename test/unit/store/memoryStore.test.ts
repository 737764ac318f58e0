import { MemoryTaskStore } from '../../../src/store/memoryStore.ts';
import { describeStore } from './contract.ts';

describeStore('memory', async () => {
  const store = new MemoryTaskStore();
  return { store, end: () => store.close() };
});
