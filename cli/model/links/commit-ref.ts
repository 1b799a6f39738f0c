import type { HopRef } from '../hop.ts';
import type { Transaction } from '../indexes/transaction.ts';

/** Where a commit is to be found; a probe that polls knows no LSN. */
export function commitRef({
  database,
  xid,
  lsn,
}: Transaction): Required<Pick<HopRef, 'database' | 'xid'>> & Pick<HopRef, 'lsn'> {
  return { database, xid, ...(lsn !== undefined && { lsn }) };
}
