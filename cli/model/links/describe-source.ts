import type { HopRef } from '../hop.ts';
import type { Envelope } from '../mapping/envelope.ts';
import { messageTitle } from '../message-title.ts';
import { serviceOf } from '../order.ts';
import type { Row } from '../observation.ts';
import type { Model } from '../model.ts';
import type { Description } from './description.ts';
import { messageRef } from './message-ref.ts';
import type { ExchangeLink, OutboxLink, RowLink, SagaLink } from './link.ts';

export function describeExchange({ exchange: { request, line } }: ExchangeLink): Description {
  const { service = '', method = '', path = '' } = request ?? line ?? {};
  const status = request?.status ?? line?.status ?? null;
  const error = request?.error;
  const answer = status ?? error ?? 'no answer';
  return {
    type: method,
    service,
    label: `${method} ${path} -> ${answer}`,
    ref: { method, path, status, ...(error === undefined ? {} : { error }) },
  };
}

export function describeRow(model: Model, { event: { transaction, change } }: RowLink): Description {
  const { database, xid, lsn } = transaction;
  const { op, table, key } = change;
  return {
    type: op,
    service: serviceOf(model, transaction),
    label: `${op} ${table} ${keyLabel(key)}`,
    ref: { database, table, key, xid, lsn },
  };
}

export function describeSaga(model: Model, { saga, event, instance, from, to }: SagaLink): Description {
  const { database, xid, lsn } = event.transaction;
  const steps = from === null ? to : `${from ?? '?'} -> ${to}`;
  return {
    type: to,
    service: serviceOf(model, event.transaction),
    label: `${saga.name} ${instance}: ${steps}`,
    ref: { saga: saga.name, instance, database, table: event.change.table, xid, lsn },
  };
}

export function describeOutbox(model: Model, { row: { transaction, envelope } }: OutboxLink): Description {
  const { database, xid, lsn } = transaction;
  const { id, topic, key, type } = envelope;
  const ref = messageRef(model, envelope);
  const outbox = model.roles.databases.get(database)?.mapping?.outbox;
  return {
    type: type ?? 'message',
    service: serviceOf(model, transaction),
    label: `${messageTitle(envelope)}${ownerOf(envelope, ref)} in the outbox`,
    ref: { database, table: outbox?.table ?? '', key, xid, lsn, message: id, topic, ...ref },
  };
}

/** Whose message it is: an aggregate's, or a saga's. */
function ownerOf({ aggregateType, aggregateId }: Envelope, { saga, instance }: HopRef): string {
  if (aggregateType !== null) return ` of ${aggregateType} ${aggregateId ?? ''}`;
  return saga === undefined ? '' : ` of ${saga} ${instance ?? ''}`;
}

function keyLabel(key: Row): string {
  return Object.values(key).join('/');
}
