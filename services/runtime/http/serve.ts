import type { Consumer } from '../../tram/index.ts';
import type { WebDeps } from '../process/service-deps.ts';
import { createApp } from './app.ts';
import { Health } from './health.ts';
import { listen } from './listen.ts';
import { parkedRoute } from './parked-route.ts';
import type { Route } from './route.ts';

export interface Served {
  readonly port: number;
  readonly health: Health;
  /** Those that are told to: their parked messages can be redriven. */
  readonly consumers: Map<string, Consumer>;
}

/** Serves the routes from now on; health answers 503 until it is told that all the rest is ready too. */
export async function serve(
  { name, port, host, lines, log, resources }: WebDeps,
  routes: readonly Route[] | ((parts: Pick<Served, 'health'>) => readonly Route[]),
  checkDatabase: () => Promise<unknown>,
): Promise<Served> {
  const health = new Health(checkDatabase, () => resources.closing);
  const consumers = new Map<string, Consumer>();
  const own = typeof routes === 'function' ? routes({ health }) : routes;
  const all = [...own, parkedRoute(consumers)];
  const listener = await listen(createApp({ service: name, routes: all, health, lines, log }), port, host);
  await resources.add('http', () => listener.close());
  log.info({ port: listener.port }, 'Listening');
  return { port: listener.port, health, consumers };
}
