import { defineConfig } from 'vitest/config';

/** In a real browser against the real servers; `ConsoleIT` of the backend starts them and this. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.spec.ts'],
    globalSetup: ['e2e/setup.ts'],
    environment: 'node',
    fileParallelism: false,
    sequence: { concurrent: false },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    bail: 0,
  },
});
