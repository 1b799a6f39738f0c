import type { Hop } from '../../model/hop.ts';
import { placeText } from '../../model/place-text.ts';

/** Where to find a hop in the real world: `message 0000…, Order/3@1, order-db xid 770 lsn 0/17C7368`. */
export function proofOf({ kind, ref, correlation }: Hop): string {
  const record = ref.topic === undefined || ref.offset === undefined ? '' : placeText(ref);
  const commit = ref.xid === undefined ? '' : `${ref.database ?? ''} xid ${ref.xid} lsn ${ref.lsn ?? '?'}`;
  const parts = [
    kind === 'http' ? `request ${correlation}` : '',
    ref.message === undefined ? '' : `message ${ref.message}`,
    record,
    commit,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** The same in brackets after a blank, or nothing where nothing is known. */
export function inBrackets(hop: Hop): string {
  const proof = proofOf(hop);
  return proof === '' ? '' : ` (${proof})`;
}
