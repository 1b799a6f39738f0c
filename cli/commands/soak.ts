import { exitCode, UsageError } from '../lib/errors.ts';
import type { Verdict } from '../model/verdict.ts';
import { durationMs } from '../scenario/duration.ts';
import type { LabStatus } from '../stack/status.ts';
import { thereIsNo } from '../systems/nearest.ts';
import type { CommandContext } from './context.ts';
import { progressOn } from './progress.ts';
import { askedStack } from './asked-stack.ts';
import type { StackFlags } from './stack-options.ts';
import { loadSystemOf } from './systems-option.ts';
import { requireEventuate } from '../systems/require-eventuate.ts';
import { requireKafka } from '../systems/require-kafka.ts';

interface SoakFlags extends StackFlags {
  readonly lab: string;
  readonly system: string;
  readonly sagas: string;
  readonly clients: string;
  readonly kill: string;
  readonly every: string;
  readonly seed: string;
  readonly timeout: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly keep?: boolean;
}

const codes = {
  pass: exitCode.pass,
  fail: exitCode.failed,
  inconclusive: exitCode.inconclusive,
} as const satisfies Record<Verdict, number>;

/** Drives load, kills processes meanwhile, and checks what is left when all has come to rest. */
export async function soak(context: CommandContext, flags: SoakFlags): Promise<number> {
  const numbers = {
    sagas: wholeNumber('--sagas', flags.sagas, 1, 1_000_000),
    clients: wholeNumber('--clients', flags.clients, 1, 256),
    seed: wholeNumber('--seed', flags.seed, 0, 2 ** 32 - 1),
    everyMs: time('--every', flags.every),
    timeoutMs: time('--timeout', flags.timeout),
  };
  const asked = await askedStack(context, flags);
  const [system] = asked.systemsOf([await loadSystemOf(flags.system, context.cwd)]);
  if (system === undefined) throw new TypeError(`${flags.system} got lost`);
  requireEventuate(system.system, 'soak');
  if (asked.stack.kind !== 'embedded') requireKafka(system.system.broker, 'soak');
  const { loadStoryOf } = await import('../load/load-file.ts');
  const story = await loadStoryOf(system);
  const progress = progressOn(context, flags.quiet);
  const { labFor } = await import('./run/lab-for.ts');
  const held = await labFor(context, asked.flags, asked.stack, [system], (step) => progress.tell(step));
  try {
    const { lab } = held;
    requireKafka(lab.brokerKind, 'soak');
    const kill = targetsOf(flags.kill, await lab.status());
    const module = await import('../soak/soak.ts');
    const { soakText } = await import('../soak/text.ts');
    const tell = (text: string) => progress.tell({ what: 'soak', state: 'note', detail: text });
    const { signal, stdout } = context;
    const report = await module.soak({ lab, system: system.system, story, kill, ...numbers, tell, signal });
    progress.end();
    stdout.write(flags.json === true ? `${JSON.stringify(report, undefined, 2)}\n` : soakText(report));
    return codes[report.verdict];
  } finally {
    progress.end();
    await held.release();
  }
}

/** `all` is every process that the lab owns; `none` is none. */
function targetsOf(wanted: string, { services, relays, brokers, databases }: LabStatus): readonly string[] {
  const owned = [
    ...services.map(({ name }) => name),
    ...relays.map(({ name }) => name),
    ...brokers.filter(({ pid }) => pid !== null).map(({ name }) => name),
    ...databases
      .filter(({ pid }) => pid !== null)
      .map(({ kind }) => (kind === 'postgres' ? 'postgres' : 'mongo')),
  ];
  const names = [...new Set(owned)];
  if (wanted === 'all') return names;
  if (wanted === 'none') return [];
  const chosen = wanted.split(',').map((name) => name.trim());
  for (const name of chosen)
    if (!names.includes(name)) throw new UsageError(`--kill: ${thereIsNo('process', name, names)}`);
  return chosen;
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most)
    throw new UsageError(`${option} must be a whole number from ${least} to ${most}, not "${text}".`);
  return number;
}

function time(option: string, text: string): number {
  const ms = durationMs(text);
  if (ms === undefined || ms === 0)
    throw new UsageError(`${option} must be a duration such as 500ms, 2s or 20m, not "${text}".`);
  return ms;
}
