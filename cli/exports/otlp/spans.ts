import type { Hop, HopKind } from '../../model/hop.ts';
import type { RecordedScenario } from '../../runs/recording.ts';
import { attributesOf, hopAttributes, type KeyValue } from './attributes.ts';
import { durationsOf } from './durations.ts';
import { spanIdOf, traceIdOf } from './ids.ts';

/** A span of opentelemetry.proto.trace.v1 in its JSON form. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly flags: number;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly KeyValue[];
  readonly links: readonly Link[];
  readonly status: { readonly code?: number; readonly message?: string };
}

interface Link {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: readonly KeyValue[];
}

const spanKind = { internal: 1, server: 2, producer: 4, consumer: 5 } as const;
/** Of a status in error; what did not fail says nothing. */
const errorCode = 2;

/** A row, a record and a document are no calls of anybody: they are there, from a moment on. */
const kinds = {
  http: spanKind.server,
  row: spanKind.internal,
  outbox: spanKind.producer,
  relay: spanKind.producer,
  record: spanKind.internal,
  handled: spanKind.consumer,
  duplicate: spanKind.consumer,
  retry: spanKind.consumer,
  parked: spanKind.consumer,
  saga: spanKind.internal,
  document: spanKind.internal,
  fault: spanKind.internal,
  missing: spanKind.internal,
} as const satisfies Record<HopKind, number>;

const failing: ReadonlySet<HopKind> = new Set(['retry', 'parked', 'missing']);

export interface ServiceSpan {
  readonly service: string;
  readonly span: Span;
}

/** A hop is a span; its cause is its parent, or a link where that is of another trace. */
export function spansOf({ title, chain, model, observations }: RecordedScenario): ServiceSpan[] {
  const byId = new Map(chain.map((hop) => [hop.id, hop]));
  const durationOf = durationsOf(observations);
  return chain.map((hop) => {
    const cause = byId.get(hop.cause ?? '');
    const isSameTrace = cause !== undefined && cause.correlation === hop.correlation;
    const startMs = hop.atMs ?? lastKnownMs(hop, byId);
    const span: Span = {
      traceId: traceIdOf(hop.correlation),
      spanId: spanIdOf(title, hop.id),
      ...(isSameTrace && { parentSpanId: spanIdOf(title, cause.id) }),
      // W3C trace flags: sampled.
      flags: 1,
      name: nameOf(hop),
      kind: kinds[hop.kind] ?? spanKind.internal,
      startTimeUnixNano: nanos(startMs),
      endTimeUnixNano: nanos(startMs + durationOf(hop)),
      attributes: hopAttributes(hop, model.system),
      links: cause === undefined || isSameTrace ? [] : [linkTo(title, cause)],
      status: failing.has(hop.kind) ? { code: errorCode, message: hop.label } : {},
    };
    return { service: hop.service === '' ? 'unknown_service' : hop.service, span };
  });
}

function nameOf({ kind, type, label, ref }: Hop): string {
  switch (kind) {
    case 'http':
      return `${ref.method ?? type} ${ref.path ?? ''}`.trim();
    case 'outbox':
      return `create ${type}`;
    case 'relay':
      return `send ${type}`;
    case 'handled':
      return `process ${type}`;
    case 'missing':
      return `missing: ${label}`;
    case 'row':
    case 'record':
    case 'duplicate':
    case 'retry':
    case 'parked':
    case 'saga':
    case 'document':
    case 'fault':
      return label;
  }
}

/** What is missing has no time: it stands where what should have caused it was. */
function lastKnownMs(hop: Hop, byId: ReadonlyMap<string, Hop>): number {
  const passed = new Set<Hop>();
  for (let at: Hop | undefined = hop; at && !passed.has(at); at = byId.get(at.cause ?? '')) {
    if (at.atMs !== null) return at.atMs;
    passed.add(at);
  }
  return 0;
}

function linkTo(title: string, { correlation, id }: Hop): Link {
  return {
    traceId: traceIdOf(correlation),
    spanId: spanIdOf(title, id),
    attributes: attributesOf({ 'saga_lab.link': 'cause' }),
  };
}

function nanos(ms: number): string {
  return String(BigInt(Math.round(ms * 1000)) * 1000n);
}
