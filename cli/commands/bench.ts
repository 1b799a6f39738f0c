import type { BenchName } from '../bench/benches.ts';
import type { Figure } from '../bench/figure.ts';
import { exitCode, StackError, UsageError } from '../lib/errors.ts';
import type { Lab } from '../stack/lab.ts';
import { thereIsNo } from '../systems/nearest.ts';
import type { LoadedSystem } from '../systems/load.ts';
import { requireKafka } from '../systems/require-kafka.ts';
import { sizeOf, type BenchFlags } from './bench-flags.ts';
import type { CommandContext } from './context.ts';
import { homeOf, labUp } from './lab-of.ts';
import { progressOn, type Progress } from './progress.ts';
import { requireRelayMode } from './stack-options.ts';
import { loadSystemOf } from './systems-option.ts';

/** Not a name that a person would give a lab, so that nobody's lab is taken for it. */
const ownLab = 'saga-lab-bench';

/** Measures, in a lab of its own or in one that is up, and prints a table or the document. */
export async function bench(
  context: CommandContext,
  what: readonly string[],
  flags: BenchFlags,
): Promise<number> {
  const size = sizeOf(flags);
  const progress = progressOn(context, flags.quiet);
  const { benches, benchNames } = await import('../bench/benches.ts');
  const chosen = choose(what, ['start', ...benchNames]);
  const tell = (name: string): void => progress.tell({ what: `measuring ${name}`, state: 'note' });
  const { env, signal, stdout } = context;

  const system = await loadSystemOf(flags.system, context.cwd);
  const { loadStoryOf } = await import('../load/load-file.ts');
  const story = await loadStoryOf(system);
  const figures: Figure[] = [];
  if (chosen.includes('start')) {
    const { start } = await import('../bench/start/start.ts');
    figures.push(...(await start({ starts: size.starts, env, tell, signal })));
  }
  const lab = await labFor(context, flags, system, progress);
  try {
    // These read back what was published.
    for (const name of ['relay', 'growth'])
      if (chosen.includes(name)) requireKafka(lab.brokerKind, `bench ${name}`);
    const { settingOf } = await import('../bench/machine.ts');
    const setting = await settingOf(lab, context);
    for (const name of benchNames.filter((each) => chosen.includes(each)))
      figures.push(...(await benches[name]({ lab, system, story, size, tell, signal })));
    const { benchText } = await import('../bench/text.ts');
    const at = new Date().toISOString();
    stdout.write(
      flags.json === true
        ? `${JSON.stringify({ v: 1, at, ...setting, size, figures }, undefined, 2)}\n`
        : benchText(setting, figures),
    );
  } finally {
    progress.end();
    if (lab.owned) await lab.stop();
  }
  return exitCode.pass;
}

function choose(what: readonly string[], names: readonly (BenchName | 'start')[]): readonly string[] {
  for (const name of what)
    if (!names.some((known) => known === name)) throw new UsageError(thereIsNo('bench', name, names));
  return what.length > 0 ? what : names;
}

async function labFor(
  context: CommandContext,
  flags: BenchFlags,
  system: LoadedSystem,
  progress: Progress,
): Promise<Lab> {
  if (flags.lab !== undefined) return labThatIsUp(context, flags.lab, flags.relay, system.system.name);
  const { startLab } = await import('../stack/labs.ts');
  const lab = await startLab(
    {
      name: ownLab,
      systems: [system],
      stack: { kind: 'embedded' },
      relay: flags.relay,
      ephemeral: true,
      onProgress: (step) => progress.tell(step),
      signal: context.signal,
    },
    homeOf(context),
  );
  if (!lab.owned) throw new StackError('Another bench is running: two would measure each other.');
  return lab;
}

async function labThatIsUp(
  context: CommandContext,
  name: string,
  relay: BenchFlags['relay'],
  system: string,
): Promise<Lab> {
  const lab = await labUp(context, name);
  if (lab === undefined)
    throw new UsageError(`Lab "${name}" is not up: saga-lab up --detach --lab ${name}, or leave --lab out.`);
  const status = await lab.status();
  const { systems } = status;
  if (relay !== undefined) requireRelayMode(status, relay);
  if (!systems.includes(system))
    throw new UsageError(`Lab "${name}" runs ${systems.join(', ')}; the bench needs ${system}.`);
  return lab;
}
