import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { openBroker } from '../broker/open-broker.ts';
import { openFaults } from '../faults/open-faults.ts';
import { lineWriter } from '../observe/line-writer.ts';
import { readEnvironment } from './environment.ts';
import { healthServer, relayHealth } from './health.ts';
import { startPipeline } from './pipeline.ts';

/** The relay process: a pipeline per database. It ends on SIGTERM, SIGINT or the end of its parent, never by itself. */
const environment = readEnvironment(process.env);
const { mode, purgeAfterMs } = environment;
const log = pino({ name: environment.name });
const lines = lineWriter(environment.linesFd);
openFaults({ file: environment.faultsFile, service: environment.name, lines });
const broker = openBroker(environment.broker);
const pipelines = environment.pipelines.map(({ name, url, mapping }) =>
  startPipeline({
    relay: environment.name,
    name,
    mode,
    purgeAfterMs,
    url,
    mapping,
    openPublisher: () => broker.publisher(),
    lines,
    log,
  }),
);

const health = healthServer(() =>
  relayHealth(
    mode,
    pipelines.map((pipeline) => pipeline.status()),
  ),
);
health.listen(environment.port, environment.host);
await once(health, 'listening');
log.info({ port: (health.address() as AddressInfo).port, mode }, 'Relay started');

const stopWithinMs = 5000;

async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), stopWithinMs).unref();
  await Promise.all(pipelines.map((pipeline) => pipeline.stop()));
  await broker.close();
  lines.close();
  process.exit(0);
}

process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
if (environment.parentOnStdin) {
  process.stdin.once('end', () => void stop()).once('error', () => void stop());
  process.stdin.resume();
}
