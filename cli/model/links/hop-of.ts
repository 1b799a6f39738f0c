import type { Hop } from '../hop.ts';
import { beginOf } from '../indexes/exchanges.ts';
import { earlier, elapsedMs, roundMs, type Moment } from '../indexes/moment.ts';
import { ageText } from './age.ts';
import { describe } from './describe.ts';
import { isInjected } from './injected.ts';
import type { Model } from '../model.ts';
import type { DeliveryLink, Link } from './link.ts';

export interface Place {
  readonly cause: { readonly id: string; readonly at: Moment | null } | null;
  /** When the root of its tree was; null when that is missing. */
  readonly root: Moment | null;
  readonly at: Moment | null;
  readonly now: number;
}

/** The link as it is printed. */
export function hopOf(model: Model, link: Link, { cause, root, at, now }: Place): Hop {
  const { id, correlation, kind } = link;
  const { type, service, label, ref } = describe(model, link);
  const waitedMs = link.kind === 'missing' ? now - link.since.seenMs : undefined;
  const age = link.kind === 'missing' ? ` for ${ageText(now - link.since.seenMs)}${link.note}` : '';
  return {
    id,
    cause: cause?.id ?? null,
    correlation,
    kind,
    type,
    service,
    label: label + age,
    ref,
    injected: isInjected(model, link),
    atMs: at && roundMs(at.sourceMs ?? at.seenMs),
    clock: at?.sourceMs === undefined ? 'seen' : 'source',
    sinceRootMs: root && at && elapsedMs(root, at),
    sinceCauseMs: cause?.at && at ? elapsedMs(cause.at, at) : null,
    ...(waitedMs !== undefined && { waitedMs: roundMs(waitedMs) }),
  };
}

/** When it happened; for what takes time, when it began, so that a cause is not later than what follows from it. */
export function momentOfLink(link: Link): Moment | null {
  switch (link.kind) {
    case 'http':
      return beginOf(link.exchange);
    case 'row':
    case 'saga':
      return link.event.transaction.at;
    case 'outbox':
      return link.row.transaction.at;
    case 'relay':
      return earlier(link.publication.at, link.publication.line.ms);
    case 'record':
      return link.record.at;
    case 'handled':
    case 'duplicate':
    case 'retry':
    case 'parked':
      return momentOfDelivery(link);
    case 'document':
      return link.application.at;
    case 'fault':
      return link.firing.at;
    case 'missing':
      return null;
  }
}

/** A line says when it was over and how long it took. */
function momentOfDelivery({ kind, proof }: DeliveryLink): Moment {
  if (!('line' in proof)) return proof.transaction.at;
  return kind === 'handled' ? earlier(proof.at, proof.line.ms) : proof.at;
}
