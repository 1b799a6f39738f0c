import type { RowChange } from '../observation.ts';
import { orderEvent, orderRow, type Order } from './order.ts';
import { insert, remove, update, type TestMessage } from './rows.ts';
import type { CausedBy, TestEvent, TestRecord, World } from './world.ts';

/** What goes wrong in a story: each names what does not happen. */
export interface Mishaps {
  /** Event types that stay in the outbox. */
  readonly unrelayed?: readonly string[];
  /** `<consumer>/<event type>` that nobody handles. */
  readonly unhandled?: readonly string[];
  /** The same, handled without doing anything. */
  readonly idle?: readonly string[];
  /** Types without a relay line: the relay died after it published. */
  readonly noRelayLine?: readonly string[];
  /** `<consumer>/<event type>` without a line: the service died after its commit. */
  readonly noLine?: readonly string[];
}

const customerConsumer = 'customer-service-orders';
const orderConsumer = 'order-service-customers';
const historyConsumer = 'order-history';

type Doc = Record<string, unknown>;

/** The system of system.yaml, played: its services do what they should, except for the mishaps. */
export class CustomersAndOrders {
  readonly world: World;
  readonly #mishaps: Mishaps;
  readonly #documents = new Map<string, Doc>();
  readonly #customers = new Map<string, { limit: number; reserved: Map<string, number> }>();
  #orders = 16;
  #customerIds = 0;

  constructor(world: World, mishaps: Mishaps = {}) {
    this.world = world;
    this.#mishaps = mishaps;
  }

  createCustomer(limit: number): { id: string; request: CausedBy } {
    this.#customerIds += 1;
    const id = `${this.#customerIds}`;
    this.#customers.set(id, { limit, reserved: new Map() });
    const request = this.world.request('customer-service', 'POST', '/customers');
    const row = { id, name: 'Jane', credit_limit: limit.toFixed(2) };
    const payload = { name: 'Jane', creditLimit: { amount: limit } };
    const event = { aggregate: 'Customer', id, type: 'CustomerCreated', payload };
    this.#send('customer-db', request, [insert('customers', row)], event);
    return { id, request };
  }

  /** Places the order and plays on until nothing more follows. */
  placeOrder(customer: string, total: number): Order {
    this.#orders += 1;
    const id = `${this.#orders}`;
    const request = this.world.request('order-service', 'POST', '/orders');
    const order = { id, customer, total: total.toFixed(2), request };
    this.#send(
      'order-db',
      request,
      [insert('orders', orderRow(order, 'PENDING'))],
      orderEvent(order, 'OrderCreated'),
      (message) => this.#reserve(order, message),
    );
    return order;
  }

  cancelOrder(order: Order): CausedBy {
    const request = this.world.request('order-service', 'POST', `/orders/${order.id}/cancel`);
    this.#send(
      'order-db',
      request,
      [update('orders', orderRow(order, 'CANCELLED'))],
      orderEvent(order, 'OrderCancelled'),
      (message) => this.#release(order, message),
    );
    return request;
  }

  #reserve(order: Order, message: Arrived): void {
    const customer = this.#customers.get(order.customer);
    const reserved = [...(customer?.reserved.values() ?? [])].reduce((sum, amount) => sum + amount, 0);
    const fits = customer !== undefined && reserved + Number(order.total) <= customer.limit;
    const type = fits
      ? 'CustomerCreditReserved'
      : customer
        ? 'CustomerCreditReservationFailed'
        : 'CustomerValidationFailed';
    const row = { customer_id: order.customer, order_id: order.id, amount: order.total };
    if (fits) customer.reserved.set(order.id, Number(order.total));
    const rows = fits ? [insert('credit_reservations', row, 'customer_id', 'order_id')] : [];
    const payload = { customerId: Number(order.customer), orderId: Number(order.id) };
    const event = { aggregate: 'Customer', id: order.customer, type, payload };
    this.#handle(customerConsumer, 'customer-db', message, rows, event, (answer) =>
      this.#decide(order, answer, fits),
    );
  }

  #decide(order: Order, message: Arrived, approved: boolean): void {
    const rows = [update('orders', orderRow(order, approved ? 'APPROVED' : 'REJECTED'))];
    const event = orderEvent(order, approved ? 'OrderApproved' : 'OrderRejected');
    this.#handle(orderConsumer, 'order-db', message, rows, event);
  }

  #release(order: Order, message: Arrived): void {
    this.#customers.get(order.customer)?.reserved.delete(order.id);
    const rows = [remove('credit_reservations', { customer_id: order.customer, order_id: order.id })];
    this.#handle(customerConsumer, 'customer-db', message, rows);
  }

  #handle(
    consumer: string,
    database: string,
    { message, record }: Arrived,
    rows: readonly RowChange[],
    event?: TestEvent,
    then?: (arrived: Arrived) => void,
  ): void {
    const name = `${consumer}/${message.type}`;
    if (this.#mishaps.unhandled?.includes(name)) return;
    const cause = { correlation: message.correlation, id: message.id, consumer };
    const isIdle = this.#mishaps.idle?.includes(name) ?? false;
    if (isIdle || !event) this.world.commit(database, { cause, rows: isIdle ? [] : rows });
    else this.#send(database, cause, rows, event, then, () => this.#line(consumer, message, record));
    if (isIdle || !event) this.#line(consumer, message, record);
  }

  #line(consumer: string, message: TestMessage, record: TestRecord): void {
    if (!this.#mishaps.noLine?.includes(`${consumer}/${message.type}`))
      this.world.deliver(consumer, message, record);
  }

  #send(
    database: string,
    cause: CausedBy,
    rows: readonly RowChange[],
    event: TestEvent,
    then?: (arrived: Arrived) => void,
    committed?: () => void,
  ): void {
    const [message] = this.world.commit(database, { cause, rows, events: [event] });
    committed?.();
    if (!message || this.#mishaps.unrelayed?.includes(message.type)) return;
    const record = this.world.record(message);
    if (!this.#mishaps.noRelayLine?.includes(message.type)) this.world.relay(message, record);
    this.#project(message, record);
    then?.({ message, record });
  }

  /** What the history service does with an event. */
  #project(message: TestMessage, record: TestRecord): void {
    const states: Record<string, string> = {
      OrderCreated: 'PENDING',
      OrderApproved: 'APPROVED',
      OrderRejected: 'REJECTED',
      OrderCancelled: 'CANCELLED',
    };
    const name = `${historyConsumer}/${message.type}`;
    const state = states[message.type];
    const isOurs = message.type === 'CustomerCreated' || state !== undefined;
    if (!isOurs || this.#mishaps.unhandled?.includes(name)) return;
    if (!this.#mishaps.idle?.includes(name)) {
      const payload = JSON.parse(message.payload) as Doc;
      const guard = { [message.topic]: { [message.key]: message.id } };
      if (state === undefined) this.change('customers', message.key, payload, guard);
      else {
        const { customerId, orderTotal } = payload['orderDetails'] as { customerId: number; orderTotal: Doc };
        const order = { orderId: BigInt(message.key), state, orderTotal };
        this.change('customers', `${customerId}`, { orders: { [message.key]: order } }, guard);
        this.change('orders', message.key, { customerId: BigInt(customerId), orderTotal, state }, guard);
      }
    }
    this.#line(historyConsumer, message, record);
  }

  /** Sets fields of a view document, which is made if need be. */
  change(collection: string, id: string, set: Doc, guard: Doc): void {
    const name = `${collection}/${id}`;
    const before = this.#documents.get(name);
    const document = merged(before ?? { _id: BigInt(id) }, { ...set, guards: guard });
    this.#documents.set(name, document);
    this.world.document({ collection, id, op: before ? 'update' : 'insert', document });
  }
}

interface Arrived {
  readonly message: TestMessage;
  readonly record: TestRecord;
}

function merged(left: Doc, right: Doc): Doc {
  const entries = Object.entries(right).map(([name, value]): [string, unknown] => {
    const old = left[name];
    return [name, isDoc(old) && isDoc(value) ? merged(old, value) : value];
  });
  return { ...left, ...Object.fromEntries(entries) };
}

function isDoc(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null;
}
