import type { LabStatus } from '../stack/status.ts';
import { columns, padEnd } from '../reporters/text/fit.ts';

/** The status for people: a line a process, in aligned columns. */
export function statusText(status: LabStatus): string {
  const head = `lab ${status.lab}: ${status.state}`;
  if (status.state === 'down') return `${head}\n`;
  const rows = [
    ...status.services.map(({ name, state, url, pid, restarts }) => [
      name,
      state,
      url,
      pidText(pid),
      restartText(restarts),
    ]),
    ...status.relays.map(({ name, state, pid, mode, lag }) => [
      name,
      state,
      `${mode}, ${lag.messages} messages${mode === 'wal' ? ` (${lag.bytes} bytes)` : ''} behind`,
      pidText(pid),
      '',
    ]),
    ...status.brokers.map(({ name, kind, url, pid }) => [name, kind, url, pidText(pid), '']),
    ...status.databases.map(({ name, kind, url, pid }) => [name, kind, url, pidText(pid), '']),
  ];
  return [`${head}, ${status.stack} stack, ${status.systems.join(', ')}`, ...table(rows)]
    .map((line) => `${line}\n`)
    .join('');
}

export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, index) => Math.max(widest[index] ?? 0, columns(cell))),
    [],
  );
  return rows.map((row) =>
    `  ${row.map((cell, index) => padEnd(cell, widths[index] ?? 0)).join('  ')}`.trimEnd(),
  );
}

function pidText(pid: number | null): string {
  return pid === null ? '' : `pid ${pid}`;
}

function restartText(restarts: number): string {
  return restarts === 0 ? '' : `restarted ${restarts} times`;
}
