import { MongoClient } from 'mongodb';
import { withLimit } from '../../lib/with-limit.ts';

/** Before another attempt at a server that went away. */
export const retryMs = 100;

export function connect(url: string): MongoClient {
  const limits = { serverSelectionTimeoutMS: 2_000, connectTimeoutMS: 2_000 };
  return new MongoClient(url, { appName: 'saga-lab-probe', useBigInt64: true, ...limits });
}

/** What takes longer, in ms, has lost its server, whatever the driver still hopes for. */
export async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  return withLimit(new AbortController().signal, ms, (limit) => {
    const late = new Promise<never>((_resolve, reject) => {
      limit.addEventListener('abort', () => reject(limit.reason as Error), { once: true });
    });
    return Promise.race([work(), late]);
  });
}
