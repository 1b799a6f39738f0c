import type { Hop } from '../../model/hop.ts';
import { messageTitle } from '../../model/message-title.ts';
import { placeText } from '../../model/place-text.ts';

/**
 * Where to find a hop in the real world, in a few lengths, longest first: `order-db xid 745 lsn 0/1A2B3C8`, then
 * without what can best be missed. What is not known is left out.
 */
export function refTexts({ kind, ref, service }: Hop): string[] {
  const record = recordText(ref);
  const [xid, lsn] = [part('xid ', ref.xid), part('lsn ', ref.lsn)];
  const commit = [words(ref.database, xid, lsn), words(xid, lsn), lsn];
  switch (kind) {
    case 'http':
      return [service];
    case 'row':
    case 'outbox':
    case 'saga':
      return commit;
    case 'relay':
    case 'duplicate':
    case 'retry':
    case 'parked':
      return [record];
    case 'record':
      if (ref.routingKey !== undefined) return [`routing key ${ref.routingKey}`];
      return typeof ref.key === 'string' ? [`key ${ref.key}`] : [];
    case 'handled':
      return lsn === '' ? [record] : commit;
    case 'document':
      return [words(ref.database, ref.collection), words(ref.collection)];
    case 'fault':
    case 'missing':
      return [];
  }
}

/** What a hop says of itself, in a few lengths, longest first: its place in the tree says the rest. */
export function labelTexts({ kind, type, label, ref, injected }: Hop): string[] {
  const title = messageTitle({ type, ...ref });
  const note = injected ? ' (injected)' : '';
  switch (kind) {
    case 'missing':
      return [`missing: ${label}`];
    case 'outbox':
      return [label + note, `${title} in the outbox${note}`];
    case 'relay':
      return [label + note, `${title} relayed${note}`];
    case 'handled':
      return [label + note, `${ref.consumer ?? ''} handled it${note}`];
    case 'http':
    case 'row':
    case 'saga':
    case 'record':
    case 'duplicate':
    case 'retry':
    case 'parked':
    case 'document':
    case 'fault':
      return [label + note];
  }
}

function recordText(ref: Hop['ref']): string {
  if (ref.topic === undefined) return '';
  if (ref.exchange !== undefined) return placeText(ref);
  return `${ref.topic}${part('/', ref.partition)}${part('@', ref.offset)}`;
}

function part(sign: string, value: string | number | undefined): string {
  return value === undefined ? '' : `${sign}${value}`;
}

function words(...parts: (string | undefined)[]): string {
  return parts.filter((word) => word !== undefined && word !== '').join(' ');
}
