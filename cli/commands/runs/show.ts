import { exitCode } from '../../lib/errors.ts';
import { duration } from '../../reporters/text/time.ts';
import { retell } from '../../runs/retell.ts';
import type { CommandContext } from '../context.ts';
import { openRun } from './open-run.ts';

/** What a recording is: when, of what, on what, and how it ended. */
export async function showRun(
  context: CommandContext,
  name: string,
  flags: { readonly json?: boolean },
): Promise<number> {
  const { file, recording } = await openRun(context, name);
  const { header, report, scenarios } = retell(recording);
  const { systems, ...rest } = header;
  const facts = {
    file,
    ...rest,
    systems: systems.map((system) => system.name),
    verdict: report.verdict,
    durationMs: report.durationMs,
    observations: recording.observations,
    told: scenarios.map(({ title, report: { verdict }, chain }) => ({ title, verdict, hops: chain.length })),
    ...(recording.damage !== undefined && { damage: recording.damage }),
  };
  const { versions, label, stack, redacted } = header;
  const lines = [
    ['file', file],
    ['run', `${header.id}, ${header.at}`],
    ['verdict', `${report.verdict} in ${duration(report.durationMs)}`],
    ['stack', `${stack} (${label}), lab ${header.lab}`],
    ['made by', `saga-lab ${versions.sagaLab}, Node.js ${versions.node}, ${versions.platform}`],
    ['systems', facts.systems.join(', ')],
    ['observed', `${recording.observations} observations`],
    ['redacted', redacted.join(', ') || 'nothing'],
    ...facts.told.map(({ title, verdict, hops }) => ['scenario', `${title}: ${verdict}, ${hops} hops`]),
  ];
  context.stdout.write(
    flags.json === true
      ? `${JSON.stringify({ v: 1, ...facts }, undefined, 2)}\n`
      : lines.map(([what = '', text = '']) => `${`${what}:`.padEnd(10)} ${text}\n`).join(''),
  );
  return exitCode.pass;
}
