import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startKafka, type TestKafka } from '../../../cli/test/harness/kafka.ts';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { inTransaction } from '../postgres/transaction.ts';
import { orderSaga } from './testing/order-saga.ts';
import { OrderWorld, until } from './testing/order-world.ts';
import { refusedCharge, shippedTheThirdTime } from './testing/participants.ts';

let postgres: TestPostgres;
let kafka: TestKafka;
let world: OrderWorld;

beforeAll(async () => {
  [postgres, kafka] = await Promise.all([startPostgres(), startKafka()]);
  const urls = [await postgres.createDatabase(), await postgres.createDatabase()] as const;
  world = await OrderWorld.prepare({ urls, broker: kafka.bootstrap });
});
afterEach(() => world.stopManagers());
afterAll(async () => {
  await world.end();
  await Promise.all([postgres.stop(), kafka.stop()]);
});

const locks = async () =>
  (
    await world.participantsPool.query(
      'SELECT target FROM saga_lock_table UNION ALL SELECT target FROM saga_stash_table',
    )
  ).rows;

describe('a saga', () => {
  it('does its steps one after another, those in parallel at once, and ends once', async () => {
    const sagas = await world.startManager();
    const id = await world.order(sagas, 1, 10);
    await world.becomes(id, 'COMPLETED');
    expect(await world.saga(id)).toMatchObject({
      steps: { 'create-order': 'done', reserve: 'done', charge: 'done', ship: 'done', approve: 'done' },
      data: { reservation: { number: 1 } },
    });
    expect(await world.effects(id)).toEqual(['reserved', 'charged', 'asked to ship']);
    expect(await world.orderState(id)).toBe('APPROVED');
    expect(await world.sent(id)).toEqual(['Reserve', 'Charge', 'Ship', 'SagaUnlock']);
    const { rows } = await world.pool.query('SELECT how FROM ends WHERE saga = $1', [id]);
    expect(rows).toEqual([{ how: 'COMPLETED' }]);
  });

  it('that is refused before the pivot undoes what was done, the last first', async () => {
    const sagas = await world.startManager();
    const id = await world.order(sagas, 2, refusedCharge);
    await world.becomes(id, 'COMPENSATED');
    expect((await world.saga(id)).steps).toEqual({
      'create-order': 'undone',
      reserve: 'undone',
      charge: 'refused',
    });
    expect(await world.effects(id)).toEqual(['reserved', 'released']);
    expect(await world.orderState(id)).toBe('REJECTED');
  });

  it('keeps what the refusal said', async () => {
    const sagas = await world.startManager();
    const id = await world.order(sagas, 3, 2_000);
    await world.becomes(id, 'COMPENSATED');
    expect((await world.saga(id)).data).toMatchObject({ refusal: 'only 1000', reservation: null });
    expect(await world.effects(id)).toEqual([]);
  });

  it('asks again after the pivot until it succeeds', async () => {
    const sagas = await world.startManager();
    const id = await world.order(sagas, 4, shippedTheThirdTime);
    await world.becomes(id, 'COMPLETED');
    expect((await world.sent(id)).filter((type) => type === 'Ship')).toHaveLength(3);
    expect(await world.orderState(id)).toBe('APPROVED');
  });

  it('whose first local step refuses ends at once; one that fails leaves nothing behind', async () => {
    const sagas = await world.startManager();
    const id = await world.order(sagas, 5, 0);
    expect((await world.saga(id)).state).toBe('COMPENSATED');
    const count = async () => (await world.pool.query('SELECT FROM saga_instance')).rowCount;
    const before = await count();
    await expect(
      inTransaction(world.pool, (tx) => sagas.start(tx, 'OrderSaga', { customerId: 'x' })),
    ).rejects.toThrow(/Data of OrderSaga .* do not fit their schema: customerId/);
    const broken = orderSaga();
    const [first, ...rest] = broken.steps;
    const failing = {
      ...first!,
      action: { kind: 'local', run: () => Promise.reject(new Error('full')) } as const,
    };
    await world.stopManagers();
    const others = await world.startManager('orchestrator', {
      ...broken,
      steps: [failing, ...rest],
    });
    await expect(world.order(others, 5, 10)).rejects.toThrow('full');
    expect(await count()).toBe(before);
  });
});

describe('time', () => {
  it('is up for a participant that fails; what it may have done is undone when it is back', async () => {
    world.broken.add(13);
    const sagas = await world.startManager('orchestrator', orderSaga(300));
    const id = await world.order(sagas, 6, 13);
    await world.becomes(id, 'undo reserve');
    expect((await world.saga(id)).steps).toMatchObject({ reserve: 'undoing' });
    // The compensation waits behind the parked action.
    const parked = async () =>
      (await world.participantsPool.query('SELECT reason FROM parked_messages ORDER BY sequence')).rows;
    await until(async () =>
      expect((await parked()).slice(0, 2)).toEqual([{ reason: 'failed' }, { reason: 'behind' }]),
    );
    world.broken.clear();
    await world.participants.redrive({ topic: 'credit', key: id });
    await world.becomes(id, 'COMPENSATED');
    // The compensation too may have been asked for again by now.
    expect([...new Set(await world.effects(id))]).toEqual(['reserved', 'released']);
    const late = world.lines.find(({ event, type }) => event === 'duplicate' && type === 'Reserved');
    expect(late?.key).toBe(id);
    await until(async () => expect(await locks()).toEqual([]));
  });

  it('goes on while nobody looks, and strikes once when two are back', async () => {
    const first = await world.startManager('first');
    world.broken.add(15);
    const id = await world.order(first, 12, 15);
    await first.stop();
    // As if nobody had looked for long.
    await world.pool.query(
      String.raw`UPDATE saga_instance SET due_at = '2020-01-01', tries = regexp_replace(tries, '"atMs":\d+', '"atMs":1')
                 WHERE saga_id = $1`,
      [id],
    );
    await Promise.all(['second', 'third'].map((name) => world.startManager(name)));
    await world.becomes(id, 'undo reserve');
    world.broken.clear();
    await until(async () => {
      await world.participants.redrive({ topic: 'credit', key: id });
      expect((await world.saga(id)).state).toBe('COMPENSATED');
    });
    await until(async () => expect(await locks()).toEqual([]));
    expect(await world.sent(id)).toEqual(['Reserve', 'Release', 'SagaUnlock']);
  });

  it('that is up for good ends the saga; what is locked for it later is given back at once', async () => {
    world.broken.add(14);
    const patient = orderSaga(300);
    const steps = patient.steps.map((each) =>
      each.name === 'reserve' ? { ...each, timeout: { afterMs: 300, then: 'fail' as const } } : each,
    );
    const sagas = await world.startManager('orchestrator', { ...patient, steps });
    const id = await world.order(sagas, 11, 14);
    await world.becomes(id, 'FAILED');
    const parked = () =>
      world.participantsPool.query('SELECT FROM parked_messages WHERE record_key = $1', [id]);
    await until(async () => expect((await parked()).rowCount).toBe(1));
    world.broken.clear();
    await world.participants.redrive({ topic: 'credit', key: id });
    await until(async () => expect(await world.sent(id)).toEqual(['Reserve', 'SagaUnlock']));
    await until(async () => expect(await locks()).toEqual([]));
    expect((await world.saga(id)).state).toBe('FAILED');
  });
});

describe('orchestrators', () => {
  it('that end in the middle have another go on', async () => {
    const first = await world.startManager('first');
    const ids = await Promise.all([7, 8, 9, 10].map((customer) => world.order(first, customer, 10)));
    await first.stop();
    await world.startManager('second');
    for (const id of ids) await world.becomes(id, 'COMPLETED');
    for (const id of ids) expect(await world.effects(id)).toEqual(['reserved', 'charged', 'asked to ship']);
  });

  it('share the work, and time strikes once', async () => {
    const [one] = await Promise.all([world.startManager('one'), world.startManager('other')]);
    const amounts = Array.from({ length: 40 }, (_, index) => (index % 4 === 0 ? shippedTheThirdTime : 10));
    const ids = await Promise.all(amounts.map((amount, index) => world.order(one, 100 + index, amount)));
    for (const id of ids) await world.becomes(id, 'COMPLETED');
    for (const [index, id] of ids.entries()) {
      const ships = amounts[index] === shippedTheThirdTime ? 3 : 1;
      expect((await world.sent(id)).filter((type) => type === 'Ship')).toHaveLength(ships);
    }
  });

  it('have sagas of one customer take turns: what one has reserved nobody touches until it has ended', async () => {
    const sagas = await world.startManager();
    const amounts = [1, 2, 3, refusedCharge, 5];
    const ids = await Promise.all(amounts.map((amount) => world.order(sagas, 50, amount)));
    for (const id of ids) await until(async () => expect((await world.saga(id)).state).toMatch(/^COMP/));
    await until(async () => expect(await locks()).toEqual([]));
    const { rows } = await world.participantsPool.query<{ saga: string; what: string }>(
      'SELECT saga, what FROM effects WHERE saga = ANY ($1) ORDER BY sequence',
      [ids],
    );
    const turns = rows.flatMap(({ saga }, index) => (saga === rows[index - 1]?.saga ? [] : [saga]));
    expect([...turns].sort()).toEqual([...ids].sort());
    const refused = await world.effects(ids[3]!);
    expect(refused).toEqual(['reserved', 'released']);
  });
});
