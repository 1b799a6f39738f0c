import pg from 'pg';
import { toError } from '../lib/errors.ts';
import { checkInvariants } from '../model/invariants/check.ts';
import { place } from '../model/roles.ts';
import { touchedBefore, type RowsBefore } from '../model/touched.ts';
import type { InvariantResult } from '../model/verdict.ts';
import type { CurrentRun } from './current-run.ts';

/** Checks the invariants that the scenario asks for, on everything that the run touched. */
export async function checkAfterwards(run: CurrentRun): Promise<InvariantResult[]> {
  const { invariants } = run.loaded.scenario;
  if (invariants === 'none') return [];
  const { unknown, refused } = await readTouched(run);
  const { model, system } = run.ports.world;
  return checkInvariants(model, system, run.correlations)
    .filter(({ name }) => invariants === 'all' || invariants.includes(name))
    .map((result) => {
      if (result.verdict === 'inconclusive') return withReasons(result, refused);
      return unknown === undefined || result.verdict !== 'pass'
        ? result
        : { name: result.name, verdict: 'inconclusive', proof: [unknown] };
    });
}

/** A rule may look up rows by what it found in others. What is not read by then it says itself. */
const mostRounds = 5;

interface Reading {
  /** Why the state before the run is not known; undefined when it is, but for what was refused. */
  readonly unknown: string | undefined;
  /** Why rows cannot be looked up by a column, by what a proof calls these. */
  readonly refused: ReadonlyMap<string, string>;
}

async function readTouched({ ports: { world, signal }, correlations }: CurrentRun): Promise<Reading> {
  const refused = new Map<string, string>();
  const read = async (rows: RowsBefore) => {
    const { database, table, column, values } = rows;
    try {
      await world.readBefore(database, table, column, values);
    } catch (thrown) {
      // Those that ask for these rows say that they were not read; rows that the run changed concern all.
      const [key] = world.model.tables.get(place(database, table))?.keyColumns ?? [];
      if (!(thrown instanceof pg.DatabaseError) || column === key) throw thrown;
      refused.set(nameOf(rows), thrown.message);
    }
  };
  try {
    for (let round = 0; round < mostRounds; round += 1) {
      const wanted = touchedBefore(world.model, correlations).filter((rows) => !refused.has(nameOf(rows)));
      for (const rows of wanted) await read(rows);
      if (wanted.length === 0) break;
    }
    return { unknown: undefined, refused };
  } catch (thrown) {
    signal.throwIfAborted();
    return { unknown: `the state before the run could not be read: ${toError(thrown).message}`, refused };
  }
}

function nameOf({ database, table, column }: RowsBefore): string {
  return `${database} ${table} with ${column}`;
}

function withReasons(
  { proof = [], ...result }: InvariantResult,
  refused: Reading['refused'],
): InvariantResult {
  const reasons = [...refused]
    .filter(([name]) => proof.some((line) => line.includes(`${name} `)))
    .map(([name, reason]) => `${name} could not be read: ${reason}`);
  return { ...result, proof: [...proof, ...reasons] };
}
