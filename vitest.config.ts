import { defineConfig } from 'vitest/config';

const common = { exclude: ['dist/**', 'node_modules/**'] };
const withServers = { ...common, maxWorkers: 2, testTimeout: 60_000, hookTimeout: 60_000 };

/** `npm run test:real -- postgres` runs the suites of the relay and the probes on another PostgreSQL. */
const onOlderPostgres = process.env['SAGA_LAB_TEST_POSTGRES_BIN']
  ? ['cli/test/real/postgres-differences.ts']
  : [];

export default defineConfig({
  test: {
    reporters: ['default', './scripts/plain-summary.mjs'],
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          include: ['{cli,services,scenarios}/**/*.test.ts'],
          exclude: [...common.exclude, '**/*.{int,e2e,real}.test.ts'],
        },
      },
      {
        test: {
          ...withServers,
          name: 'int',
          include: ['{cli,services}/**/*.int.test.ts'],
          setupFiles: onOlderPostgres,
        },
      },
      // Foreign servers and clients: by `npm run test:real` alone, which installs them.
      {
        test: {
          ...withServers,
          name: 'real',
          include: ['cli/test/real/**/*.real.test.ts'],
          hookTimeout: 120_000,
          testTimeout: 180_000,
        },
      },
      { test: { ...withServers, name: 'e2e', include: ['cli/**/*.e2e.test.ts'], testTimeout: 120_000 } },
    ],
  },
});
