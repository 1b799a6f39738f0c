import type * as z from 'zod';
import { lineWriter, openBroker, openFaults } from '../../tram/index.ts';
import { createLog } from '../log.ts';
import { EnvError, readEnv } from './env.ts';
import { Resources } from './resources.ts';
import type { ServiceDeps, WebDeps } from './service-deps.ts';
import type { ServiceEnv, WebServiceEnv } from './service-env.ts';
import { brokerOf } from './broker-of.ts';
import { stopRequest } from './stop-request.ts';

const stopLimitMs = 4_000;

/** The life of a service that sends or takes messages. */
export function runService<E extends ServiceEnv>(
  schema: z.ZodType<E>,
  start: (deps: ServiceDeps, env: E) => Promise<unknown>,
): Promise<never> {
  return runWebService(schema, async (deps, env) => {
    const broker = openBroker(brokerOf(env));
    await deps.resources.add('broker', () => broker.close());
    return start({ ...deps, broker, purgeAfterMs: env.TRAM_PURGE_AFTER }, env);
  });
}

/**
 * The life of a service process: environment, start, until SIGTERM, SIGINT or the end of stdin (LAB_PARENT=stdin), then
 * a graceful stop, forced after 4 s. Exit code 0 after a graceful stop, else 1.
 */
export async function runWebService<E extends WebServiceEnv>(
  schema: z.ZodType<E>,
  start: (deps: WebDeps, env: E) => Promise<unknown>,
): Promise<never> {
  const env = readEnvOrExit(schema);
  const name = env.SERVICE_NAME;
  const log = createLog(name);
  const resources = new Resources((resource, err) => log.error({ err, resource }, 'Could not be closed'));
  const lines = lineWriter(env.TRAM_LINES_FD);
  await resources.add('lines', () => lines.close());
  const faults = openFaults({ file: env.TRAM_FAULTS_FILE, service: name, lines });
  await resources.add('faults', () => faults.close());

  const asked = stopRequest({ whenStdinEnds: env.LAB_PARENT === 'stdin' });
  const started = start({ name, port: env.PORT, host: env.HOST, lines, log, resources }, env);
  let exitCode = 0;
  try {
    const reason = await Promise.race([asked, started.then(() => asked)]);
    log.info({ reason }, 'Stopping');
  } catch (err) {
    log.fatal({ err }, 'Could not start');
    exitCode = 1;
  }
  // A start that the stop cuts short fails as it should.
  started.catch(() => {});

  setTimeout(() => {
    log.error({ limitMs: stopLimitMs }, 'Not stopped in time: exiting');
    process.exit(1);
  }, stopLimitMs);
  await resources.close();
  process.exit(exitCode);
}

function readEnvOrExit<E>(schema: z.ZodType<E>): E {
  try {
    return readEnv(schema, process.env);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
