import { defineConfig } from 'vitest/config';

/** In a real browser against the real servers; `ConsoleIT` of the backend starts them and this. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.spec.ts'],
    globalSetup: ['e2e/setup.ts'],
    environment: 'node',
    fileParallelism: false,
    sequence: { concurrent: false },
    // What is there goes on at once: a machine that does much else may take its time.
    testTimeout: 60_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 20_000, interval: 100 } },
    // Each test goes on where the one before has left the page.
    bail: 1,
  },
});
