import type * as z from 'zod';
import { serve } from '../../runtime/http/serve.ts';
import type { WebDeps } from '../../runtime/process/service-deps.ts';
import { seededRandom } from '../seeded-random.ts';
import type { creditInstituteEnv } from './environment.ts';
import { routes } from './http.ts';
import { Institute } from './institute.ts';

/** Resolves with its port once it serves. */
export async function startCreditInstitute(
  deps: WebDeps,
  env: z.output<typeof creditInstituteEnv>,
): Promise<number> {
  const institute = new Institute({
    timeoutMs: env.CREDIT_INSTITUTE_TIMEOUT_MS,
    failureRate: env.CREDIT_INSTITUTE_FAILURE_RATE,
    timeoutRate: env.CREDIT_INSTITUTE_TIMEOUT_RATE,
    latencyMs: env.CREDIT_INSTITUTE_LATENCY_MS,
    random: seededRandom(env.CREDIT_INSTITUTE_SEED),
  });
  const { port, health } = await serve(deps, routes(institute), () => Promise.resolve());
  health.ready();
  return port;
}
