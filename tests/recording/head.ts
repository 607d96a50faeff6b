import type { ManifestHead } from '../../src/recording/writer-node';

/** What a small run says of itself, for tests of the recording. */
export const head: ManifestHead = {
  name: 'small',
  status: 'complete',
  made: {
    command: 'npm run train out=small',
    clockwork: '0.1.0',
    commit: null,
    date: '2026-01-01T00:00:00Z',
    wallSeconds: 1,
    backend: 'none',
  },
  task: { operation: 'add', p: 2, fraction: 0.5, seed: 0, split: 'python' },
  architecture: { dModel: 2, heads: 1, dHead: 2, dMlp: 4, vocabulary: 3, context: 3, activation: 'relu' },
  optimizer: {},
  headline: {},
};
