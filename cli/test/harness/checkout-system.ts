import { parseSystem } from '../../systems/load.ts';

/** An orchestrated system as small as can be: three participants, a pivot, and two steps in parallel after it. */
export const checkoutYaml = `
version: 1
name: checkout
databases:
  orchestrator-db: { kind: postgres }
  inventory-db: { kind: postgres }
  order-db: { kind: postgres }
  payment-db: { kind: postgres }
  order-documents: { kind: mongodb }
services:
  orchestrator: &service
    command: [node, orchestrator.js]
    port: 8085
    health: /health
  inventory: { <<: *service, port: 8082 }
  order: { <<: *service, port: 8083 }
  payment: { <<: *service, port: 8084 }
messaging:
  orchestrator-db: { service: orchestrator, mapping: eventuate }
  inventory-db: { service: inventory, mapping: eventuate }
  order-db: { service: order, mapping: eventuate }
  payment-db: { service: payment, mapping: eventuate }
topics:
  inventory: {}
  order: {}
  payment: {}
  CheckoutSaga-reply: {}
consumers:
  inventory-commands:
    service: inventory
    inbox: inventory-db
    handles:
      inventory:
        ClaimReservations: { emits: [ReservationsClaimed, NothingReserved] }
        ReleaseReservations: { emits: [ReservationsReleased] }
        CommitReservations: { emits: [ReservationsCommitted] }
  order-commands:
    service: order
    inbox: order-db
    handles:
      order:
        CreateOrder: { emits: [OrderCreated] }
        RejectOrder: { emits: [OrderRejected] }
        ConfirmOrder: { emits: [OrderConfirmed] }
  payment-commands:
    service: payment
    inbox: payment-db
    handles:
      payment:
        DoPayment: { emits: [PaymentDone, PaymentRefused] }
  CheckoutSaga-consumer:
    service: orchestrator
    inbox: orchestrator-db
    handles:
      CheckoutSaga-reply:
        ReservationsClaimed: { emits: [CreateOrder] }
        NothingReserved: {}
        ReservationsReleased: {}
        OrderCreated: { emits: [DoPayment] }
        OrderRejected: { emits: [ReleaseReservations] }
        PaymentDone: { emits: [CommitReservations] }
        PaymentRefused: { emits: [RejectOrder] }
        ReservationsCommitted: {}
        OrderConfirmed: {}
tables:
  orchestrator-db:
    saga_instance: { key: [saga_id] }
  inventory-db:
    products: { key: [id] }
    reservations: { key: [product_id, order_id] }
    saga_lock_table: { key: [target] }
  payment-db:
    payments: { key: [id] }
  order-documents:
    orders: { key: [_id] }
sagas:
  checkout:
    instance:
      database: orchestrator-db
      table: saga_instance
      key: saga_id
      state: state
      type: { column: saga_type, equals: CheckoutSaga }
    steps:
      - name: claim-reservations
        kind: compensatable
        command: ClaimReservations
        channel: inventory
        replies: [ReservationsClaimed, NothingReserved]
        compensation: ReleaseReservations
      - name: create-order
        kind: compensatable
        command: CreateOrder
        channel: order
        replies: [OrderCreated]
        compensation: RejectOrder
      - name: do-payment
        kind: pivot
        command: DoPayment
        channel: payment
        replies: [PaymentDone, PaymentRefused]
      - name: finish
        parallel:
          - name: commit-reservations
            kind: retriable
            command: CommitReservations
            channel: inventory
            replies: [ReservationsCommitted]
          - name: confirm-order
            kind: retriable
            command: ConfirmOrder
            channel: order
            replies: [OrderConfirmed]
invariants:
  every-saga-ends: { kind: sagas-terminal }
  declared-transitions: { kind: declared-transitions }
  effects-once: { kind: effects-once }
  compensations-complete: { kind: compensations-complete }
  stock-conserved:
    kind: sums-equal
    about: What was stocked of a product is in the shop, reserved, or sold.
    left:
      - { database: inventory-db, table: products, group: id, sum: units }
      - { database: inventory-db, table: products, group: id, sum: sold }
      - { database: inventory-db, table: reservations, group: product_id, sum: quantity }
    right: { database: inventory-db, table: products, group: id, sum: stocked }
  one-charge-per-order:
    kind: sum-at-most
    left: { database: payment-db, table: payments, group: order_id, where: { state: charged } }
    right: 1
  no-lock-left:
    kind: sums-equal
    left: { database: inventory-db, table: saga_lock_table, group: target }
    right: 0
  no-success-without-payment:
    kind: rows-match
    every: { database: order-documents, table: orders, key: _id, where: { state: SUCCESS } }
    in: { database: payment-db, table: payments, key: order_id, where: { state: charged } }
  cards-never-in-clear: { kind: never-in-clear, fields: [cardNumber] }
`;

export const checkout = parseSystem('checkout.yaml', checkoutYaml);
