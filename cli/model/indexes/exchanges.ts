import type { LineFact, RequestFact } from '../observation.ts';
import { withFiring } from './faults.ts';
import type { Firing } from './message-story.ts';
import { earlier, type Moment } from './moment.ts';
import { addTo, listed } from './multimap.ts';

/** One HTTP exchange: as the lab fired it, as the service answered it, or both. */
export interface Exchange {
  readonly id: string;
  readonly correlation: string;
  /** The request or message in whose handling a service made this one. */
  cause: string | undefined;
  request:
    (Pick<RequestFact, 'service' | 'method' | 'path' | 'status' | 'error'> & { at: Moment }) | undefined;
  line: { service: string; method: string; path: string; status: number; at: Moment } | undefined;
  /** Faults that fired while the service handled it. */
  faults: readonly Firing[];
  /** Where it stood in what its source told; those that the lab fired come first. */
  source: string;
  order: number;
}

export interface Exchanges {
  readonly byId: Map<string, Exchange>;
  readonly byCorrelation: Map<string, Exchange[]>;
  readonly byCause: Map<string, Exchange[]>;
  /** Exchanges so far, by source. */
  readonly told: Map<string, number>;
}

/** Sorts before every name of a process. */
const lab = '';

export function createExchanges(): Exchanges {
  return { byId: new Map(), byCorrelation: new Map(), byCause: new Map(), told: new Map() };
}

/** False for one that was folded before. */
export function foldRequest(exchanges: Exchanges, fact: RequestFact, at: Moment): boolean {
  const { id, correlation, service, method, path, status, ms, error } = fact;
  const exchange = exchangeOf(exchanges, id, correlation);
  if (exchange.request) return false;
  const failure = error === undefined ? {} : { error };
  // The fact comes with the answer; what its own clock tells is when it was fired.
  const fired = { seenMs: earlier(at, ms).seenMs, sourceMs: at.sourceMs };
  exchange.request = { service, method, path, status, ...failure, at: fired };
  exchange.source = lab;
  exchange.order = next(exchanges, lab);
  return true;
}

export function foldHttpLine(exchanges: Exchanges, { process, line }: LineFact, at: Moment): void {
  if (line.event !== 'http') return;
  const exchange = exchangeOf(exchanges, line.id, line.correlation);
  if (exchange.line) return;
  const { service, method, path, status, ms } = line;
  const began = { seenMs: at.seenMs - ms, sourceMs: line.at };
  exchange.line = { service, method, path, status, at: began };
  if (line.cause !== undefined && line.cause !== line.id) {
    exchange.cause = line.cause;
    addTo(exchanges.byCause, line.cause, exchange);
  }
  const order = next(exchanges, process);
  if (exchange.request) return;
  exchange.source = process;
  exchange.order = order;
}

export function foldFaultOfRequest(exchanges: Exchanges, { process, line }: LineFact, at: Moment): void {
  if (line.event !== 'fault' || line.request === undefined) return;
  const exchange = exchangeOf(exchanges, line.request, line.correlation ?? line.request);
  const order = exchange.faults.length;
  exchange.faults = withFiring(exchange.faults, { process, order, at, line });
}

function exchangeOf(exchanges: Exchanges, id: string, correlation: string): Exchange {
  const known = exchanges.byId.get(id);
  if (known) return known;
  const exchange: Exchange = {
    id,
    correlation,
    cause: undefined,
    request: undefined,
    line: undefined,
    faults: [],
    source: '',
    order: 0,
  };
  exchanges.byId.set(id, exchange);
  addTo(exchanges.byCorrelation, correlation, exchange);
  return exchange;
}

function next({ told }: Exchanges, source: string): number {
  const order = (told.get(source) ?? 0) + 1;
  told.set(source, order);
  return order;
}

/**
 * By the service's clock where it wrote a line; by that of the lab where the lab fired it. That one is no other than the one of
 * services beside it, and times that others saw would mix what happened with when it was heard of.
 */
export function beginOf({ request, line }: Exchange): Moment {
  const seenMs = request?.at.seenMs ?? line?.at.seenMs ?? 0;
  return { seenMs, sourceMs: line?.at.sourceMs ?? request?.at.sourceMs };
}

/** Those of one correlation, in the order fired. */
export function exchangesOf({ byCorrelation }: Exchanges, correlation: string): readonly Exchange[] {
  return inOrder(listed(byCorrelation, correlation));
}

/** Those that services made in handling this request or message. */
export function exchangesWithin({ byCause }: Exchanges, id: string): readonly Exchange[] {
  return inOrder(listed(byCause, id));
}

function inOrder(exchanges: readonly Exchange[]): Exchange[] {
  return [...exchanges].sort(
    (left, right) => compareText(left.source, right.source) || left.order - right.order,
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
