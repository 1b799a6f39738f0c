import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../../cli/test/harness/postgres.ts';
import { relayModes } from '../session.ts';
import { insertRange, messageId } from '../testing/outbox.ts';
import { RelayUnderTest } from '../testing/relay-under-test.ts';

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres.stop());

describe.each(relayModes)('of Eventuate’s outbox, the relay in mode %s', (mode) => {
  let relay: RelayUnderTest;

  beforeEach(async () => {
    relay = await RelayUnderTest.prepare(await postgres.createDatabase('relay'), mode);
  });

  afterEach(() => relay.stop());

  test('leaves out what was inserted as published, as Eventuate does it', async () => {
    await relay.startUp();
    await insertRange(relay.pool, 1);
    await relay.pool.query(
      `INSERT INTO message (id, destination, headers, payload, published) VALUES ('x', 'Order', '{}', '{}', 1)`,
    );
    await insertRange(relay.pool, 2);
    await relay.published([1, 2]);
  });

  test.each([
    ['payload', '{}', 'no JSON', 'payload is not JSON'],
    ['headers', '{"ID": ', '{}', 'headers is not JSON'],
    ['headers that are no object', '[]', '{}', 'headers is JSON, but no object'],
    ['headers with a number', '{"ID": 7}', '{}', 'header ID is no string'],
  ])(
    'a row with broken %s is set aside, visibly, and the others go on',
    async (_what, headers, payload, reason) => {
      await relay.startUp();
      await relay.pool.query(
        `INSERT INTO message (id, destination, headers, payload) VALUES ($1, 'Order', $2, $3)`,
        [messageId(1), headers, payload],
      );
      await insertRange(relay.pool, 2);
      await relay.published([2]);
      const { rows } = await relay.pool.query(
        'SELECT message_id, headers, payload, reason FROM tram_relay_rejected',
      );
      expect(rows).toEqual([
        { message_id: messageId(1), headers, payload, reason: expect.stringContaining(reason) as string },
      ]);
    },
  );
});
