import { parseSystem } from '../../systems/load.ts';

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
