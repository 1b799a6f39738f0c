import { defineConfig } from 'vitest/config';

const common = { exclude: ['dist/**', 'node_modules/**'], maxWorkers: 2 };
const withServers = { ...common, testTimeout: 60_000, hookTimeout: 60_000 };
/** Whole labs, and what is killed in them: one at a time, as their users run them. */
const alone = { ...withServers, maxWorkers: 1, sequence: { groupOrder: 1 } };

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
          // Pure: what one file leaves behind the next does not see, and modules are read once, not 300 times. So no vi.mock.
          isolate: false,
          testTimeout: 30_000,
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
          ...alone,
          name: 'real',
          include: ['cli/test/real/**/*.real.test.ts'],
          hookTimeout: 120_000,
          testTimeout: 180_000,
        },
      },
      { test: { ...alone, name: 'e2e', include: ['cli/**/*.e2e.test.ts'], testTimeout: 120_000 } },
    ],
  },
});
