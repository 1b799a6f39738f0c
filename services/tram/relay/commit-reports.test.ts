import { expect, test } from 'vitest';
import { Acknowledgements } from './acknowledge.ts';
import { CommitReports } from './commit-reports.ts';
import type { Lsn } from './replication/lsn.ts';

test('a report waits for the end of its commit, and is made at once when that is known', () => {
  const acks = new Acknowledgements();
  const reports = new CommitReports();
  const made: string[] = [];
  const transaction = acks.begin(1);
  reports.add(transaction, (end) => made.push(`first ${end}`));
  reports.add(transaction, (end) => made.push(`second ${end}`));
  expect(made).toEqual([]);
  reports.committed(acks.commit(100n as Lsn));
  expect(made).toEqual(['first 100', 'second 100']);
  reports.add(transaction, (end) => made.push(`third ${end}`));
  expect(made).toHaveLength(3);
});
