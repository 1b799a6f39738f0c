import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../../cli/test/harness/postgres.ts';
import { relayModes } from '../session.ts';
import { RelayUnderTest } from '../testing/relay-under-test.ts';
import { relayContract } from './relay-contract.ts';

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres.stop());

describe.each(relayModes)('the relay in mode %s', (mode) => {
  let relay: RelayUnderTest;

  beforeEach(async () => {
    relay = await RelayUnderTest.prepare(await postgres.createDatabase('relay'), mode);
  });

  afterEach(() => relay.stop());

  relayContract({ mode, relay: () => relay, restartPostgres: () => postgres.restart() });
});
