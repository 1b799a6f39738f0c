import type { Consumer } from '../../tram/index.ts';
import { serve } from '../http/serve.ts';
import type { WebDeps } from './service-deps.ts';

export interface Serving {
  readonly routes: Parameters<typeof serve>[1];
  /** Rejects while the service's store is away. */
  readonly ping: () => Promise<unknown>;
  /** Subscribes the service's one consumer. */
  readonly consume: () => Promise<Consumer>;
}

/** Resolves with the port once the service serves and its consumer is subscribed; from then on it is ready. */
export async function serveAndConsume(deps: WebDeps, { routes, ping, consume }: Serving): Promise<number> {
  const { port, health, consumers } = await serve(deps, routes, ping);
  const consumer = await consume();
  await deps.resources.add('consumer', () => consumer.stop());
  consumers.set(consumer.name, consumer);
  health.ready();
  return port;
}
