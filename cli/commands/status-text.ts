import { withoutPassword } from '../lib/without-password.ts';
import type { BrokerStatus, DatabaseStatus, LabStatus, RelayStatus, ServiceStatus } from '../stack/status.ts';
import { columns, padEnd } from '../reporters/text/fit.ts';

/**
 * The status for people: pages to open in a browser, then a line a process, in aligned columns. Terminals are shared and
 * logs are kept, so that it has no password unless it is asked for.
 */
export function statusText(status: LabStatus, { showPasswords = false } = {}): string {
  const head = `lab ${status.lab}: ${status.state}`;
  if (status.state === 'down') return `${head}\n`;
  const shown = showPasswords ? String : withoutPassword;
  const servers = [...status.brokers, ...status.databases];
  const rows = [
    ...status.services.map((service) => [
      service.name,
      service.state,
      service.url,
      whereText(service),
      [...restartText(service), ...silenceText(service), ...detailText(service)].join(', '),
    ]),
    ...status.relays.map((relay) => [
      relay.name,
      relay.state,
      relayText(relay),
      whereText(relay),
      detailText(relay).join(''),
    ]),
    ...servers.map((each) => [each.name, each.kind, shown(each.url), whereText(each), unwellText(each)]),
    ...(status.jobs ?? []).map((job) => [
      job.name,
      job.state,
      'a job that has ended',
      job.container ?? '',
      '',
    ]),
  ];
  const pages = status.services.flatMap(({ page }) => (page === undefined ? [] : [`  open ${page}`]));
  const hidden = servers.some(({ url }) => shown(url) !== url) ? [howToShow(status.lab)] : [];
  return [`${head}, ${status.stack} stack, ${status.systems.join(', ')}`, ...pages, ...table(rows), ...hidden]
    .map((line) => `${line}\n`)
    .join('');
}

function howToShow(lab: string): string {
  const named = lab === 'default' ? '' : ` --lab ${lab}`;
  return `  passwords are left out: saga-lab status${named} --show-passwords has them`;
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

function relayText({ mode, state, lag, answers }: RelayStatus): string {
  const isHeld = state === 'stopped' || state === 'paused';
  const silent = isHeld ? 'when it last answered: ' : 'does not answer; when it last did: ';
  const old = answers || state === 'starting' ? '' : silent;
  if (lag === null) return answers || state !== 'ready' ? mode : `${mode}, does not answer`;
  const bytes = mode === 'wal' ? ` (${lag.bytes} bytes)` : '';
  return `${mode}, ${old}${lag.messages} messages${bytes} behind`;
}

function whereText({ pid, container }: { pid: number | null; container: string | null }): string {
  return container ?? (pid === null ? '' : `pid ${pid}`);
}

function restartText({ restarts }: ServiceStatus): string[] {
  return restarts === 0 ? [] : [`restarted ${restarts} times`];
}

function detailText({ detail }: { readonly detail?: string }): string[] {
  return detail === undefined ? [] : [detail];
}

/** Of a server: it is well, or this is not known. */
function unwellText({ state }: BrokerStatus | DatabaseStatus): string {
  return state === undefined || state === 'ready' ? '' : state;
}

/** Of one in another state nobody expects an answer. */
function silenceText({ state, answers }: ServiceStatus): string[] {
  return state === 'ready' && !answers ? ['does not answer'] : [];
}
