import type { Hop } from '../../model/hop.ts';
import { jsonText } from '../../reporters/text/json-text.ts';
import type { System } from '../../systems/system.ts';

export interface KeyValue {
  readonly key: string;
  readonly value:
    { readonly stringValue: string } | { readonly intValue: string } | { readonly boolValue: boolean };
}

type Plain = string | number | bigint | boolean | null | undefined;

/** OTLP's JSON writes 64-bit integers as text. What is not known is left out. */
export function attributesOf(plain: Readonly<Record<string, Plain>>): KeyValue[] {
  return Object.entries(plain).flatMap(([key, value]): KeyValue[] => {
    if (value === null || value === undefined) return [];
    if (typeof value === 'string') return [{ key, value: { stringValue: value } }];
    if (typeof value === 'boolean') return [{ key, value: { boolValue: value } }];
    return [{ key, value: { intValue: String(value) } }];
  });
}

const operations = {
  outbox: { name: 'create', type: 'create' },
  relay: { name: 'send', type: 'send' },
  handled: { name: 'process', type: 'process' },
  duplicate: { name: 'duplicate', type: 'process' },
  retry: { name: 'retry', type: 'process' },
  parked: { name: 'park', type: 'settle' },
} as const;

/** By OpenTelemetry's semantic conventions (http, db, messaging), and what only a saga has under `saga_lab.`. */
export function hopAttributes(hop: Hop, system: System): KeyValue[] {
  const { kind, ref, id, injected, clock, sinceRootMs, sinceCauseMs } = hop;
  return attributesOf({
    ...(kind === 'http' && http(hop)),
    ...(ref.topic !== undefined && messaging(hop, system)),
    ...((kind === 'row' || kind === 'outbox' || kind === 'saga' || kind === 'document') && db(hop, system)),
    ...(ref.error !== undefined && { 'error.type': kind === 'http' ? 'no_answer' : kind }),
    'saga_lab.hop.id': id,
    'saga_lab.hop.kind': kind,
    'saga_lab.hop.label': hop.label,
    'saga_lab.injected': injected,
    'saga_lab.clock': clock,
    'saga_lab.since_root_us': micros(sinceRootMs),
    'saga_lab.since_cause_us': micros(sinceCauseMs),
    'saga_lab.xid': ref.xid,
    'saga_lab.lsn': ref.lsn,
    'saga_lab.saga': ref.saga,
    'saga_lab.saga.instance': ref.instance,
    'saga_lab.message.form': ref.form,
    'saga_lab.reply.outcome': ref.outcome,
    'saga_lab.error': ref.error,
  });
}

function http({ ref }: Hop): Record<string, Plain> {
  return {
    'http.request.method': ref.method,
    'url.path': ref.path,
    'http.response.status_code': ref.status,
  };
}

/** `unknown`: no broker has had it yet, and the system is made for another. */
function ofKafka(ref: Hop['ref'], unknown: boolean): Record<string, Plain> {
  return {
    'messaging.system': unknown ? undefined : 'kafka',
    'messaging.destination.name': ref.topic,
    'messaging.destination.partition.id': ref.partition === undefined ? undefined : String(ref.partition),
    'messaging.kafka.offset': ref.offset === undefined ? undefined : BigInt(ref.offset),
    'messaging.kafka.message.key': unknown ? undefined : keyText(ref.key),
  };
}

/** Its destination is named by exchange, routing key and, for who consumes, queue. */
function ofRabbit({ exchange, routingKey, queue }: Hop['ref']): Record<string, Plain> {
  return {
    'messaging.system': 'rabbitmq',
    'messaging.destination.name': [exchange, routingKey, queue]
      .filter((part) => part !== undefined)
      .join(':'),
    'messaging.rabbitmq.destination.routing_key': routingKey,
  };
}

function messaging({ kind, ref, correlation }: Hop, { broker }: System): Record<string, Plain> {
  const operation = operations[kind as keyof typeof operations];
  return {
    ...(ref.exchange === undefined ? ofKafka(ref, kind === 'outbox' && broker !== 'kafka') : ofRabbit(ref)),
    'messaging.message.id': ref.message,
    'messaging.message.conversation_id': correlation,
    'messaging.consumer.group.name': ref.consumer,
    'messaging.operation.name': operation?.name,
    'messaging.operation.type': operation?.type,
  };
}

function db({ kind, type, ref }: Hop, system: System): Record<string, Plain> {
  const { kind: server } = system.databases[ref.database ?? ''] ?? {};
  return {
    'db.system.name': server === 'postgres' ? 'postgresql' : server,
    'db.namespace': ref.database,
    'db.collection.name': ref.collection ?? ref.table,
    'db.operation.name': kind === 'saga' ? undefined : kind === 'outbox' ? 'insert' : type,
    'saga_lab.key': keyText(ref.key) ?? ref._id,
  };
}

function keyText(key: Hop['ref']['key']): string | undefined {
  if (key === undefined || key === null) return undefined;
  return typeof key === 'string' ? key : jsonText(key);
}

function micros(ms: number | null): number | undefined {
  return ms === null ? undefined : Math.round(ms * 1000);
}
