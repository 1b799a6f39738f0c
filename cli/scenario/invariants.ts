import { toError } from '../lib/errors.ts';
import { checkInvariants } from '../model/invariants/check.ts';
import { touchedBefore } from '../model/touched.ts';
import type { InvariantResult } from '../model/verdict.ts';
import type { CurrentRun } from './current-run.ts';

/** Checks the invariants that the scenario asks for, on everything that the run touched. */
export async function checkAfterwards(run: CurrentRun): Promise<InvariantResult[]> {
  const { invariants } = run.loaded.scenario;
  if (invariants === 'none') return [];
  const unknown = await readTouched(run);
  const { model, system } = run.ports.world;
  return checkInvariants(model, system, run.correlations)
    .filter(({ name }) => invariants === 'all' || invariants.includes(name))
    .map((result) =>
      unknown === undefined || result.verdict !== 'pass'
        ? result
        : { name: result.name, verdict: 'inconclusive', proof: [unknown] },
    );
}

/** A rule may look up rows by what it found in others. What is not read by then it says itself. */
const mostRounds = 5;

/** Why the state before the run is not known, or undefined when it is. */
async function readTouched({
  ports: { world, signal },
  correlations,
}: CurrentRun): Promise<string | undefined> {
  try {
    for (let round = 0; round < mostRounds; round += 1) {
      const wanted = touchedBefore(world.model, correlations);
      for (const { database, table, column, values } of wanted)
        await world.readBefore(database, table, column, values);
      if (wanted.length === 0) break;
    }
    return undefined;
  } catch (thrown) {
    signal.throwIfAborted();
    return `the state before the run could not be read: ${toError(thrown).message}`;
  }
}
