import { MongoClient } from 'mongodb';
import type { RealServer } from './real-server.ts';

export interface RealMongo extends RealServer {
  readonly url: string;
}

export function mongoUrl(port: number): string {
  return `mongodb://127.0.0.1:${port}/?directConnection=true`;
}

/** Rejects unless a MongoDB answers there. */
export async function askMongo(port: number): Promise<void> {
  await using client = new MongoClient(mongoUrl(port), { serverSelectionTimeoutMS: 1000 });
  await client.db('admin').command({ ping: 1 });
}
