import { type Arming, parseJson } from '../../../services/tram/index.ts';
import type { Fact, Row } from '../../model/observation.ts';
import { currentRows } from '../../model/state.ts';
import { CustomersAndOrders, type Mishaps } from '../../model/testing/customers-and-orders.ts';
import type { Order } from '../../model/testing/order.ts';
import { World as ToldWorld } from '../../model/testing/world.ts';
import type { System } from '../../systems/system.ts';
import type { RunEvent } from '../events.ts';
import type { Http, HttpAnswer, HttpRequest } from '../http.ts';
import type { RunPorts, World } from '../ports.ts';
import { worldOf } from '../world.ts';

/** Tells its facts to a run at once, and takes the ids of the requests that the run fires. */
class ToldLive extends ToldWorld {
  requestId: string | undefined;
  readonly #hear: (seen: number) => void;

  constructor(system: System, hear: (seen: number) => void) {
    super(system);
    this.#hear = hear;
  }

  override tell(source: string, fact: Fact): void {
    super.tell(source, fact);
    this.#hear(this.told.length - 1);
  }

  override newId(): string {
    const id = this.requestId ?? super.newId();
    this.requestId = undefined;
    return id;
  }
}

/** A lab without a stack: the model's played system behind the ports of the run engine, everything else is real. */
export class PlayedLab {
  readonly events: RunEvent[] = [];
  readonly requests: HttpRequest[] = [];
  /** What the steps did to the stack. */
  readonly driven: string[] = [];
  readonly armings: Arming[] = [];
  readonly told: ToldWorld;
  readonly ports: RunPorts;
  readonly #live: ToldLive;
  readonly #play: CustomersAndOrders;
  readonly #orders = new Map<string, Order>();
  #ids = 0;

  constructor(system: System, mishaps: Mishaps = {}, overrides: Partial<World> & Partial<RunPorts> = {}) {
    const builder = worldOf(system, true);
    this.#live = new ToldLive(system, (index) => builder.observe(this.#live.told[index]!.observation));
    this.told = this.#live;
    this.#play = new CustomersAndOrders(this.#live, mishaps);
    const world: World = {
      ...builder.world({
        record: (fact) => this.#live.tell('lab', fact),
        caughtUp: () => Promise.resolve(),
        readBefore: () => Promise.resolve(this.#live.readBefore()),
      }),
      ...overrides,
    };
    this.ports = {
      world,
      http: this.answer,
      stack: {
        control: (verb, process) => {
          this.driven.push(`${verb} ${process}`);
          return Promise.resolve();
        },
        isUp: () => Promise.resolve(true),
        put: ({ topic, partition = 0 }) => Promise.resolve({ topic, partition, offset: '100' }),
        repeat: (place) => Promise.resolve({ ...place, offset: '100' }),
      },
      services: Object.fromEntries(Object.keys(system.services).map((name) => [name, `http://${name}`])),
      faults: {
        arm: (process, arming) => {
          this.driven.push(`arm ${process}`);
          this.armings.push(arming);
          return Promise.resolve();
        },
        disarm: (process) => {
          this.driven.push(`disarm ${process}`);
          return Promise.resolve();
        },
      },
      seed: 7,
      newId: () => `${(this.#ids += 1).toString(16).padStart(16, '0')}-00000000000000bb`,
      emit: (event) => void this.events.push(event),
      signal: new AbortController().signal,
      ...overrides,
    };
  }

  readonly answer: Http = (request) => Promise.resolve(this.#answer(request));

  /** What a table holds after everything told so far. */
  rows(database: string, table: string): readonly Row[] {
    return currentRows(this.ports.world.model, database, table);
  }

  #answer(request: HttpRequest): HttpAnswer {
    this.requests.push(request);
    const { pathname } = new URL(request.url);
    if (request.method === 'GET') return this.#orderState(pathname.split('/').at(-1) ?? '');
    this.#live.requestId = request.headers['x-request-id'];
    const body = parseJson(request.body ?? '{}') as Record<string, never>;
    if (pathname === '/customers') {
      const { id } = this.#play.createCustomer(body['creditLimit']?.['amount'] ?? 0);
      return { status: 200, body: { customerId: Number(id) } };
    }
    if (pathname === '/orders') {
      const order = this.#play.placeOrder(String(body['customerId']), body['orderTotal']?.['amount'] ?? 0);
      this.#orders.set(order.id, order);
      return { status: 200, body: { orderId: Number(order.id) } };
    }
    const order = this.#orders.get(pathname.split('/')[2] ?? '');
    if (order === undefined) return { status: 404, body: { detail: 'no such order' } };
    this.#play.cancelOrder(order);
    return { status: 200, body: undefined };
  }

  #orderState(id: string): HttpAnswer {
    const row = this.rows('order-db', 'orders').find((each) => each['id'] === id);
    if (row === undefined) return { status: 404, body: { detail: 'no such order' } };
    return { status: 200, body: { orderId: Number(id), orderState: row['state'], rejectionReason: null } };
  }
}
