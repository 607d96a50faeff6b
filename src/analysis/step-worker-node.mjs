// A thread begins as plain JavaScript: it has to learn to read TypeScript first, as bin/clockwork.mjs does.
import { register } from 'tsx/esm/api';

register();
await import('./step-worker-node.ts');
