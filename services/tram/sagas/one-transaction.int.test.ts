import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startKafka, type TestKafka } from '../../../cli/test/harness/kafka.ts';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { ArmedFaults } from '../faults/armed-faults.ts';
import { faults, type Seam } from '../faults/seam.ts';
import type { Sagas } from './start-sagas.ts';
import { OrderWorld, until } from './testing/order-world.ts';
import { refusedCharge } from './testing/participants.ts';

let postgres: TestPostgres;
let kafka: TestKafka;
let world: OrderWorld;
let sagas: Sagas;

beforeAll(async () => {
  [postgres, kafka] = await Promise.all([startPostgres(), startKafka()]);
  const urls = [await postgres.createDatabase(), await postgres.createDatabase()] as const;
  world = await OrderWorld.prepare({ urls, broker: kafka.bootstrap });
  sagas = await world.startManager();
});
afterEach(() => {
  faults.armed = undefined;
});
afterAll(async () => {
  await world.end();
  await Promise.all([postgres.stop(), kafka.stop()]);
});

/** Whatever handles one of these fails once at the seam. */
function failOnceAt(seam: Seam, handlers: readonly string[]): void {
  const armed = new ArmedFaults({
    service: 'all in one',
    arming: {
      id: seam,
      seed: 1,
      faults: handlers.map((handler) => ({
        at: `${handler}.${seam}`,
        handler,
        seam,
        do: { kind: 'fail' },
        when: { kind: 'once' },
      })),
    },
    calls: [],
    save: () => undefined,
    lines: world.writer,
    crash: () => undefined,
  });
  // The relays are of this process too: theirs are not meant.
  const reach: typeof armed.reach = async (at, place) =>
    place.subject.database === undefined ? armed.reach(at, place) : 'go on';
  faults.armed = { reach };
}

/** What fails after its commit is told as a retry later than its effect can be read. */
const retriesOf = (id: string) =>
  world.lines.flatMap(({ event, key, type }) => (event === 'retry' && key === id ? [type ?? ''] : [])).sort();

it.each<Seam>(['before-handle', 'after-handle', 'before-commit', 'after-commit'])(
  'each command and each reply is handled once, though it fails %s',
  async (seam) => {
    failOnceAt(seam, ['Reserve', 'Reserved', 'Charge', 'Charged', 'Ship', 'Shipped']);
    const id = await world.order(sagas, 1, 10);
    await world.becomes(id, 'COMPLETED');
    expect(await world.effects(id)).toEqual(['reserved', 'charged', 'asked to ship']);
    expect(await world.sent(id)).toEqual(['Reserve', 'Charge', 'Ship', 'SagaUnlock']);
    expect(await world.sent(id, world.participantsPool)).toEqual(['Reserved', 'Charged', 'Shipped']);
    await until(() =>
      expect(retriesOf(id)).toEqual(['Charge', 'Charged', 'Reserve', 'Reserved', 'Ship', 'Shipped']),
    );
  },
);

it.each<Seam>(['before-handle', 'after-handle', 'before-commit', 'after-commit'])(
  'and so on the way back, by the names of the steps, %s',
  async (seam) => {
    failOnceAt(seam, ['undo reserve', 'ChargeRefused', 'Released']);
    const id = await world.order(sagas, 2, refusedCharge);
    await world.becomes(id, 'COMPENSATED');
    expect(await world.effects(id)).toEqual(['reserved', 'released']);
    expect(await world.sent(id)).toEqual(['Reserve', 'Charge', 'Release', 'SagaUnlock']);
    await until(() => expect(retriesOf(id)).toEqual(['ChargeRefused', 'Release', 'Released']));
    const { rows } = await world.pool.query('SELECT state FROM orders WHERE saga = $1', [id]);
    expect(rows).toEqual([{ state: 'REJECTED' }]);
  },
);

it.each<Seam>(['before-handle', 'after-handle', 'before-commit', 'after-commit'])(
  'and so do local steps, which are done in the transaction of what led to them, %s',
  async (seam) => {
    failOnceAt(seam, ['approve', 'OrderSaga.undo create-order']);
    const [good, bad] = [await world.order(sagas, 4, 10), await world.order(sagas, 5, refusedCharge)];
    await world.becomes(good, 'COMPLETED');
    await world.becomes(bad, 'COMPENSATED');
    await until(() => expect([retriesOf(good), retriesOf(bad)]).toEqual([['Charged'], ['Released']]));
    expect(await world.sent(good)).toEqual(['Reserve', 'Charge', 'Ship', 'SagaUnlock']);
    const { rows } = await world.pool.query('SELECT how FROM ends WHERE saga = ANY ($1)', [[good, bad]]);
    expect(rows).toHaveLength(2);
  },
);

it('what is sent when the time is up stands in the chain of what began the saga', async () => {
  const id = await world.order(sagas, 3, 77);
  await world.becomes(id, 'COMPLETED');
  const { rows } = await world.pool.query<{ id: string; cause: string; correlation: string }>(
    `SELECT id, headers::json ->> 'causation-id' AS cause, headers::json ->> 'correlation-id' AS correlation FROM message
     WHERE headers::json ->> 'command_saga_id' = $1 AND headers::json ->> 'command_type' = 'Ship' ORDER BY id`,
    [id],
  );
  expect(rows).toHaveLength(3);
  expect(rows.slice(1).map(({ cause }) => cause)).toEqual(rows.slice(0, -1).map((row) => row.id));
  expect(new Set(rows.map(({ correlation }) => correlation))).toEqual(new Set([id]));
});
