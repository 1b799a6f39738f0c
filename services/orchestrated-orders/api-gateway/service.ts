import { serve } from '../../runtime/http/serve.ts';
import type { WebDeps } from '../../runtime/process/service-deps.ts';
import { routes } from './http.ts';
import type { Upstream } from './upstream.ts';

/** Resolves with its port once it serves. It is up whether the services behind it are or not: it says which is not. */
export async function startApiGateway(deps: WebDeps, upstream: Upstream): Promise<number> {
  const { port, health } = await serve(deps, routes(upstream), () => Promise.resolve());
  health.ready();
  return port;
}
