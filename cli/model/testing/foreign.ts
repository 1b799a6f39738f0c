import type { System } from '../../systems/system.ts';
import type { Row, RowChange } from '../observation.ts';
import { World } from './world.ts';

export function insertInto(table: string, row: Row, key = 'id'): RowChange {
  return { op: 'insert', table, key: { [key]: row[key] ?? null }, row };
}

export const idOf = (number: number): string => `4f1c4a52-6f0a-4b52-9f5e-${String(number).padStart(12, '0')}`;

/** The same story as any: an order is made, a shipment is planned for it, the order hears of that. */
export class DebeziumStory {
  readonly world: World;
  #xid = 900;
  #offset = 0;

  constructor(system: System) {
    this.world = new World(system);
  }

  commit(database: string, changes: readonly RowChange[]): void {
    this.#xid += 1;
    const lsn = `0/${this.#xid.toString(16).toUpperCase()}`;
    this.world.tell(`wal ${database}`, { kind: 'transaction', database, xid: this.#xid, lsn, changes });
  }

  /** As Debezium Server makes it of the row. `empty`: headers of columns that are NULL. */
  record(
    topic: string,
    key: string,
    id: number,
    type: string,
    payload: object,
    empty: readonly string[] = [],
  ): void {
    const headers = {
      id: JSON.stringify(idOf(id)),
      eventType: JSON.stringify(type),
      ...Object.fromEntries(empty.map((name) => [name, 'null'])),
    };
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

  /** Returns the id of the request. */
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
