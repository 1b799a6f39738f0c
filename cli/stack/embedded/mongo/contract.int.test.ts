import { afterAll, beforeAll, describe } from 'vitest';
import { startMongo, type TestMongo } from '../../../test/harness/mongo.ts';
import { mongoContract } from './mongo-contract.ts';

describe('the embedded document store keeps the contract', () => {
  let mongo: TestMongo;
  beforeAll(async () => {
    mongo = await startMongo();
  });
  afterAll(async () => {
    await mongo.stop();
  });
  mongoContract(() => mongo.url);
});
