import type pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { callApi, type CallApi, requestApi } from '../../../cli/test/harness/call-api.ts';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { migrate } from '../../runtime/postgres/migrate.ts';
import { openPool } from '../../runtime/postgres/pool.ts';
import {
  createSagaTables,
  type Headers,
  inTransaction,
  newMessageId,
  type SagaDefinition,
  stringifyJson,
} from '../../tram/index.ts';
import { carriedBack } from '../../tram/message/reply-headers.ts';
import { replyHandler } from '../../tram/sagas/handle-reply.ts';
import { startSaga } from '../../tram/sagas/start-saga.ts';
import { takeDue } from '../../tram/sagas/take-due.ts';
import { openCard } from '../card-seal.ts';
import { checkoutSaga } from './checkout-saga.ts';
import { routes } from './http.ts';

const definitions = new Map([[checkoutSaga.type, checkoutSaga as SagaDefinition<unknown>]]);
const cardKey = Buffer.alloc(32, 7);
const card = { cardNumber: '4000 0000 0000 0402', cardOwner: 'Jane Doe', checksum: '9-8-7' };
const items = [{ productId: 'tea-1', name: 'Earl Grey', units: 3, price: { amount: 4.25 } }];

let server: TestPostgres;
let pool: pg.Pool;
let call: CallApi;
let post: (own?: object) => Promise<Response>;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

beforeEach(async () => {
  pool = openPool(await server.createDatabase(), 'test', pino({ enabled: false }));
  await migrate(pool, '');
  await createSagaTables(pool);
  const all = routes(pool, cardKey, (tx, data) => startSaga(tx, checkoutSaga, data));
  call = callApi(all);
  post = async (own = {}) =>
    requestApi(all)('POST', '/order', {
      ...card,
      sessionId: 'session-1',
      total: 12.75,
      items: wished,
      ...own,
    });
  return () => pool.end();
});

async function order(): Promise<string> {
  return (await post()).text();
}

/** As it stands in the cart. */
const wished = items.map((item) => ({ ...item, price: item.price.amount }));

interface Sent {
  readonly headers: Headers;
  readonly payload: Record<string, unknown>;
}

/** The commands that are sent so far. */
async function commands(): Promise<Sent[]> {
  const { rows } = await pool.query<Sent>(
    'SELECT headers::json AS headers, payload::json AS payload FROM message ORDER BY id',
  );
  return rows;
}

/** Answers the last command of the type, as its participant does. */
async function answer(command: string, type: string, payload: unknown = {}): Promise<void> {
  const asked = (await commands()).findLast(({ headers }) => headers['command_type'] === command);
  if (!asked) throw new Error(`Nobody sent ${command}`);
  const id = newMessageId();
  const headers = {
    ...carriedBack(asked.headers),
    ID: id,
    reply_type: type,
    reply_to_message_id: asked.headers['ID'] ?? '',
  };
  const message = { id, destination: 'CheckoutSaga-reply', headers, payload: stringifyJson(payload) };
  await inTransaction(pool, (tx) => replyHandler(checkoutSaga)(message, { tx }));
}

const types = async () => (await commands()).map(({ headers }) => headers['command_type']);
const status = async (orderId: string) => (await call('GET', `/order/${orderId}`)).json;

describe('a checkout', () => {
  it('is accepted with the id of its saga, and claims the reservations of the session', async () => {
    const answered = await post();
    expect([answered.status, answered.headers.get('content-type')]).toEqual([202, 'text/plain']);
    const orderId = await answered.text();
    expect(orderId).toMatch(/^[0-9a-f]{16}-[0-9a-f]{16}$/);
    expect(await commands()).toMatchObject([
      {
        headers: { command_type: 'ClaimReservations', PARTITION_ID: orderId },
        payload: { orderId, sessionId: 'session-1', total: { amount: 12.75 } },
      },
    ]);
    expect(await status(orderId)).toEqual({
      orderId,
      state: 'claim-reservations',
      steps: { 'claim-reservations': 'sent' },
      reason: null,
    });
    expect((await call('GET', '/order/nobody')).status).toBe(404);
  });

  it('goes from step to step, and is COMPLETED when stock and order have followed the payment', async () => {
    const orderId = await order();
    await answer('ClaimReservations', 'ReservationsClaimed', { items });
    await answer('CreateOrder', 'OrderCreated', { orderId });
    expect((await commands()).at(-2)?.payload).toEqual({
      orderId,
      sessionId: 'session-1',
      items,
      total: { amount: 12.75 },
    });
    await answer('DoPayment', 'PaymentDone', { paymentId: 'payment-1' });
    expect(await status(orderId)).toMatchObject({ state: 'finish' });
    await answer('ConfirmOrder', 'OrderConfirmed');
    await answer('CommitReservations', 'ReservationsCommitted');
    expect(await types()).toEqual([
      'ClaimReservations',
      'CreateOrder',
      'DoPayment',
      'CommitReservations',
      'ConfirmOrder',
    ]);
    expect(await status(orderId)).toMatchObject({ state: 'COMPLETED', reason: null });
  });

  test.each(['NothingReserved', 'TotalDiffers'])(
    'that is refused by %s has nothing to undo, but the order is to be written down as refused',
    async (reply) => {
      const orderId = await order();
      await answer('ClaimReservations', reply, { total: { amount: 1 } });
      const reason = reply === 'NothingReserved' ? 'NOTHING_RESERVED' : 'TOTAL_DIFFERS';
      expect(await status(orderId)).toMatchObject({ state: 'COMPENSATED', reason });
      const [, refusal, ...more] = await commands();
      expect(refusal).toMatchObject({ headers: { command_type: 'RefuseOrder', PARTITION_ID: orderId } });
      expect(refusal?.payload).toEqual({
        orderId,
        sessionId: 'session-1',
        items,
        total: { amount: 12.75 },
        reason,
      });
      expect([refusal?.headers['command_reply_to'], more]).toEqual([undefined, []]);
    },
  );

  test.each([
    ['PaymentRefused', 'PAYMENT_REFUSED'],
    ['PaymentUnavailable', 'PAYMENT_UNAVAILABLE'],
  ])('that is not paid (%s) is undone, the last step first', async (reply, reason) => {
    const orderId = await order();
    await answer('ClaimReservations', 'ReservationsClaimed', { items });
    await answer('CreateOrder', 'OrderCreated', { orderId });
    await answer('DoPayment', reply);
    expect(await status(orderId)).toMatchObject({ state: 'undo create-order', reason });
    expect((await commands()).at(-1)).toMatchObject({
      headers: { command_type: 'RejectOrder' },
      payload: { orderId, reason },
    });
    await answer('RejectOrder', 'OrderRejected');
    expect((await types()).at(-1)).toBe('ReleaseReservations');
    await answer('ReleaseReservations', 'ReservationsReleased');
    expect(await status(orderId)).toMatchObject({
      state: 'COMPENSATED',
      steps: { 'create-order': 'undone', 'claim-reservations': 'undone', 'do-payment': 'refused' },
      reason,
    });
  });

  test.each([
    ['was written down late, is rejected and nothing more', true],
    ['was never written down, is to be written down as refused', false],
  ])('whose order %s', async (_what, existed) => {
    const orderId = await order();
    await answer('ClaimReservations', 'ReservationsClaimed', { items });
    await pool.query(
      `UPDATE saga_instance SET due_at = now(), tries = regexp_replace(tries, '"atMs":\\d+', '"atMs":1')`,
    );
    expect(await takeDue(pool, definitions, [])).toMatchObject({ id: orderId });
    await answer('RejectOrder', 'OrderRejected', { existed });
    await answer('ReleaseReservations', 'ReservationsReleased');
    expect(await status(orderId)).toMatchObject({ state: 'COMPENSATED' });
    const last = existed ? 'ReleaseReservations' : 'RefuseOrder';
    expect((await types()).at(-1)).toBe(last);
  });
});

test('a checkout as T2 asks for it says nothing of items', async () => {
  expect((await post({ items: undefined })).status).toBe(202);
  await answer('ClaimReservations', 'NothingReserved');
  expect((await commands()).at(-1)).toMatchObject({
    headers: { command_type: 'RefuseOrder' },
    payload: { items: [], reason: 'NOTHING_RESERVED' },
  });
});

describe('a card', () => {
  it('stands in no table in clear, and can be opened by who has the key', async () => {
    const orderId = await order();
    await answer('ClaimReservations', 'ReservationsClaimed', { items });
    await answer('CreateOrder', 'OrderCreated', { orderId });
    const asked = (await commands()).at(-1)?.payload;
    expect(openCard(String(asked?.['card']), cardKey)).toEqual(card);
    const { rows } = await pool.query('SELECT * FROM message');
    const { rows: sagas } = await pool.query('SELECT * FROM saga_instance');
    const stored = JSON.stringify([rows, sagas]);
    for (const secret of Object.values(card)) expect(stored).not.toContain(secret);
  });
});

test.each([
  [{ cardNumber: '' }, 'cardNumber'],
  [{ cardOwner: undefined }, 'cardOwner'],
  [{ checksum: ' ' }, 'checksum'],
  [{ sessionId: undefined }, 'sessionId'],
  [{ total: -1 }, 'total'],
  [{ total: 0 }, 'total'],
  [{ total: 12.755 }, 'total'],
  [{ items: [{ ...items[0], price: 4.255 }] }, 'items.0.price'],
])('a checkout with %j names the field', async (wrong, field) => {
  const request = { ...card, sessionId: 'session-1', total: 12.75, ...wrong };
  expect(await call('POST', '/order', request)).toMatchObject({
    status: 400,
    json: { errors: [{ field }] },
  });
  expect(await types()).toEqual([]);
});
