import { parseSystem } from '../../systems/load.ts';
import type { Row, RowChange } from '../observation.ts';
import { World } from './world.ts';

const text = `
version: 1
name: shipments
databases: { order-db: { kind: postgres }, shipment-db: { kind: postgres } }
services:
  order-service: { command: [node, orders.js], port: 1, health: /health, lines: false }
  shipment-service: { command: [node, shipments.js], port: 2, health: /health, lines: false }
topics: { order.events: {}, shipment.events: {} }
`;

/** Services that never heard of the lab: Debezium's tables and records, an inbox without names, no lines. */
export const debeziumSystem = parseSystem(
  'debezium.yaml',
  `${text}
messaging:
  order-db:
    service: order-service
    relay: debezium
    mapping:
      debezium:
        outbox:
          table: orders.outbox_event
          topic: '{{aggregate_type}}.events'
          aggregateType: aggregate_type
          aggregateId: aggregate_id
        inbox: { table: orders.consumed_message, message: event_id }
  shipment-db:
    service: shipment-service
    relay: debezium
    mapping:
      debezium:
        outbox: { table: outbox, topic: '{{aggregatetype}}.events' }
        inbox: { table: shipments.consumed_message, message: event_id }
tables:
  order-db: { orders.purchase_order: { key: [id], request: { answer: $.id, path: '/orders/{id}' } } }
  shipment-db: { shipments.shipment: { key: [id] } }
consumers:
  shipments:
    service: shipment-service
    inbox: shipment-db
    handles: { order.events: { OrderCreated: { emits: [ShipmentPlanned] } } }
  orders:
    service: order-service
    inbox: order-db
    handles: { shipment.events: { ShipmentPlanned: {} } }
invariants:
  delivered: { kind: outbox-equals-topics }
  once: { kind: effects-once }
  in-order: { kind: per-key-order }
`,
);

/** Columns of any name, a record whose value says all there is, no inbox, a relay of the system's own. */
export const namedSystem = parseSystem(
  'named.yaml',
  `${text}
messaging:
  order-db:
    service: order-service
    relay: none
    mapping:
      outbox:
        table: events
        id: event_no
        topic: order.events
        key: order_no
        type: kind
        payload: body
      record: { id: { json: $.eventNo }, type: { json: $.kind }, payload: $.data }
tables:
  order-db: { orders: { key: [no], request: { answer: $.orderNo } } }
consumers:
  shipments: { service: shipment-service, handles: { order.events: { OrderPlaced: {} } } }
invariants:
  delivered: { kind: outbox-equals-topics }
`,
);

export function insertInto(table: string, row: Row, key = 'id'): RowChange {
  return { op: 'insert', table, key: { [key]: row[key] ?? null }, row };
}

export const idOf = (number: number): string => `4f1c4a52-6f0a-4b52-9f5e-${String(number).padStart(12, '0')}`;

/** The same story as any: an order is made, a shipment is planned for it, the order hears of that. */
export class DebeziumStory {
  readonly world = new World(debeziumSystem);
  #xid = 900;
  #offset = 0;

  commit(database: string, changes: readonly RowChange[]): void {
    this.#xid += 1;
    const lsn = `0/${this.#xid.toString(16).toUpperCase()}`;
    this.world.tell(`wal ${database}`, { kind: 'transaction', database, xid: this.#xid, lsn, changes });
  }

  /** As Debezium Server makes it of the row. */
  record(topic: string, key: string, id: number, type: string, payload: object): void {
    const headers = { id: JSON.stringify(idOf(id)), eventType: JSON.stringify(type) };
    const offset = String(this.#offset++);
    const value = JSON.stringify(payload);
    this.world.tell(`topic ${topic}`, {
      kind: 'record',
      topic,
      partition: 0,
      offset,
      key,
      value,
      headers,
    });
  }

  /** Resolves with the id of the request. */
  post(path: string, answer: object, method = 'POST'): string {
    const id = this.world.newId();
    this.world.tell('lab', {
      kind: 'request',
      id,
      correlation: id,
      service: 'order-service',
      method,
      path,
      status: 201,
      ms: 4,
      responseBody: answer,
    });
    return id;
  }

  orderMade(order: string, id: number): void {
    this.commit('order-db', [
      insertInto('orders.purchase_order', { id: order, state: 'NEW' }),
      insertInto('orders.outbox_event', {
        id: idOf(id),
        aggregate_type: 'order',
        aggregate_id: order,
        type: 'OrderCreated',
        payload: `{"id": "${order}"}`,
      }),
    ]);
  }

  shipmentPlanned(shipment: string, { of, id }: { of: number; id: number }): void {
    this.commit('shipment-db', [
      insertInto('shipments.shipment', { id: shipment }),
      insertInto('outbox', {
        id: idOf(id),
        aggregatetype: 'shipment',
        aggregateid: shipment,
        type: 'ShipmentPlanned',
        payload: '{}',
      }),
      insertInto('shipments.consumed_message', { event_id: idOf(of) }, 'event_id'),
    ]);
  }
}
