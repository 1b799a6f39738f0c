import { duration } from '../reporters/text/time.ts';
import type { SoakReport } from './report.ts';

/** The report for people. */
export function soakText({
  verdict,
  load,
  kills,
  unrest,
  counts,
  checks,
  durationMs,
  seed,
}: SoakReport): string {
  const killed = Object.entries(kills).map(([name, count]) => `${name} ${count}`);
  const all = Object.values(kills).reduce((sum, count) => sum + count, 0);
  return [
    `${load.acknowledged} of ${load.wanted} sagas in ${duration(load.ms)}; ${load.failed} requests failed; seed ${seed}`,
    `${all} kills${all === 0 ? '' : `: ${killed.join(', ')}`}`,
    `${counts.messages} messages, ${counts.records} records, ${counts.repeats} of them repeats`,
    ...(unrest === undefined ? [] : [`did not come to rest ${unrest}`]),
    '',
    ...checks.flatMap(({ name, verdict: is, checked, violations, proof }) => [
      `  ${is === 'pass' ? '✔' : '✗'} ${name} (${checked}${violations === 0 ? '' : `, ${violations} violations`})`,
      ...proof.map((line) => `      ${line}`),
    ]),
    '',
    `${verdict.toUpperCase()} in ${duration(durationMs)}`,
    '',
  ].join('\n');
}
