import { afterAll, beforeAll, vi } from 'vitest';
import { mongoContract } from '../../stack/embedded/mongo/mongo-contract.ts';
import { expectDifferences } from './differences.ts';
import type { RealMongo } from './servers/ask-mongo.ts';
import { startMongoJavaServer } from './servers/mongo-java-server.ts';

let mongo: RealMongo;
beforeAll(async () => {
  mongo = await startMongoJavaServer();
});
afterAll(() => mongo.stop());

vi.setConfig({ testTimeout: 20_000 });
expectDifferences('mongo-java-server');
mongoContract(() => mongo.url);
