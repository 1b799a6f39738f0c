import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../../cli/test/harness/postgres.ts';
import { relayModes } from '../session.ts';
import { debezium } from '../testing/debezium-outbox.ts';
import { RelayUnderTest } from '../testing/relay-under-test.ts';
import { eventuate } from '../testing/test-outbox.ts';
import { relayContract } from './relay-contract.ts';

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres.stop());

const subjects = [eventuate, debezium].flatMap((outbox) =>
  relayModes.map((mode) => ({ name: outbox.name, outbox, mode })),
);

describe.each(subjects)('the relay of a $name outbox in mode $mode', ({ outbox, mode }) => {
  let relay: RelayUnderTest;

  beforeEach(async () => {
    relay = await RelayUnderTest.prepare(await postgres.createDatabase('relay'), mode, outbox);
  });

  afterEach(() => relay.stop());

  relayContract({ mode, relay: () => relay, restartPostgres: () => postgres.restart() });
});
