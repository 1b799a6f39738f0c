import { afterAll, beforeAll, vi } from 'vitest';
import { mongoContract } from '../../stack/embedded/mongo/mongo-contract.ts';
import { expectDifferences } from './differences.ts';
import type { RealMongo } from './servers/ask-mongo.ts';
import { startFerretdb } from './servers/ferretdb.ts';

let mongo: RealMongo;
beforeAll(async () => {
  mongo = await startFerretdb();
});
afterAll(() => mongo.stop());

vi.setConfig({ testTimeout: 20_000 });
expectDifferences('ferretdb');
mongoContract(() => mongo.url);
