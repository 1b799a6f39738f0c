import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { toError } from '../../lib/errors.ts';
import { logFile, type LabFiles } from '../lab-files.ts';
import type { Docker } from './docker-cli.ts';

const againMs = 500;

/** Writes what containers say to the lab's log files, as it comes, until the signal. */
export async function followLogs(
  docker: Docker,
  project: string,
  files: LabFiles,
  signal: AbortSignal,
  log: (line: string) => void,
): Promise<void> {
  let since: string[] = [];
  while (!signal.aborted) {
    const args = ['compose', '--project-name', project, 'logs', '--follow', '--no-color', ...since];
    const onLine = (line: string): void => {
      const said = parseLogLine(line);
      if (said !== undefined) appendFileSync(logFile(files, said.service), `${said.text}\n`);
    };
    await docker(args, { signal, onLine }).catch((thrown: unknown) => {
      if (!signal.aborted) log(`The containers' logs are not followed any more: ${toError(thrown).message}`);
    });
    since = ['--since', new Date().toISOString()];
    await delay(againMs, undefined, { signal }).catch(() => undefined);
  }
}

/** `order-service-1  | text`; undefined for what is no container's. */
export function parseLogLine(line: string): { readonly service: string; readonly text: string } | undefined {
  const { service, text } = /^(?<service>\S+?)-\d+ +\| ?(?<text>.*)$/.exec(line)?.groups ?? {};
  return service === undefined || text === undefined ? undefined : { service, text };
}
