import { defineConfig } from 'vitest/config';

/**
 * Three projects: `fast` needs nothing but Node; `browser` starts a real browser and a real encoder;
 * `full` holds what takes minutes. `npm test` runs the first two, `npm run test:full` all three.
 */
export default defineConfig({
  test: {
    reporters: ['default', './tests/closing-line.ts'],
    globalSetup: './tests/build-first.ts',
    projects: [
      {
        test: {
          name: 'fast',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.browser.test.ts', 'tests/**/*.full.test.ts'],
          // Generous: a test that starts processes must pass on a machine that is busy with other things.
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/**/*.browser.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          poolOptions: { forks: { singleFork: true } },
        },
      },
      {
        test: {
          name: 'full',
          include: ['tests/**/*.full.test.ts'],
          testTimeout: 1_800_000,
          hookTimeout: 1_800_000,
          poolOptions: { forks: { singleFork: true } },
        },
      },
    ],
  },
});
