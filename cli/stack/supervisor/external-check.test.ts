import { expect, test } from 'vitest';
import { problemOf } from './external-check.ts';

const able = { wal_level: 'logical', role: 'ann', creates: true, replicates: true };

test.each([
  [able, true, undefined],
  [{ ...able, creates: false }, false, /ALTER ROLE "ann" CREATEDB;/],
  [{ ...able, wal_level: 'replica' }, true, /wal_level = replica.*ALTER SYSTEM SET wal_level = logical;/],
  [{ ...able, wal_level: 'replica' }, false, undefined],
  [{ ...able, replicates: false }, true, /ALTER ROLE "ann" REPLICATION;/],
  [{ ...able, replicates: false }, false, undefined],
])('%j, relayed %s', (rights, relayed, problem) => {
  const found = problemOf(rights, relayed);
  if (problem === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(problem);
});
