import { benchActivation } from './activation.ts';
import { benchBundle } from './bundle.ts';

await benchBundle();
await benchActivation();
