import { MongoClient } from 'mongodb';

/** A bounded pool, in which no wait is without limit. Int64 comes as bigint: ids stay exact. */
export function openMongo(url: string, service: string): MongoClient {
  return new MongoClient(url, {
    appName: service,
    maxPoolSize: 10,
    useBigInt64: true,
    serverSelectionTimeoutMS: 5_000,
    waitQueueTimeoutMS: 5_000,
    connectTimeoutMS: 5_000,
    socketTimeoutMS: 10_000,
  });
}
