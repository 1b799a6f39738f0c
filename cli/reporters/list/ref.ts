import type { Hop } from '../../model/hop.ts';

/** Where to find a hop in the real world: `Order/2@17`, `order-db xid 745 lsn 0/1A2B3C8`. What is not known is left out. */
export function refText({ kind, ref }: Hop): string {
  const record =
    ref.topic === undefined ? '' : `${ref.topic}${part('/', ref.partition)}${part('@', ref.offset)}`;
  const commit = words(ref.database, ref.xid && `xid ${ref.xid}`, ref.lsn && `lsn ${ref.lsn}`);
  switch (kind) {
    case 'row':
    case 'outbox':
    case 'saga':
      return commit;
    case 'relay':
    case 'record':
      return record;
    case 'document':
      return words(ref.database, ref.collection && `${ref.collection}/${ref._id ?? ''}`);
    case 'handled':
    case 'duplicate':
    case 'retry':
    case 'parked':
      return words(record, ref.error);
    case 'http':
      return ref.error ?? '';
    case 'fault':
    case 'missing':
      return words(record || commit);
  }
}

function part(sign: string, value: string | number | undefined): string {
  return value === undefined ? '' : `${sign}${value}`;
}

function words(...parts: (string | number | undefined)[]): string {
  return parts.filter((word) => word !== undefined && word !== '' && word !== 0).join(' ');
}
