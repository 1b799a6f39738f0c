import { exitCode } from '../../lib/errors.ts';
import { columns, elide, padEnd } from '../../reporters/text/fit.ts';
import { duration } from '../../reporters/text/time.ts';
import { fileOfRun, runIds } from '../../runs/store/store.ts';
import { isReadable, summaryOf, type RunSummary } from '../../runs/store/summary.ts';
import { widthOf, type CommandContext } from '../context.ts';
import { homeOf } from '../lab-of.ts';
import { runsFolder } from '../runs-folder.ts';
import { table } from '../status-text.ts';
import { namesIn } from './names-in.ts';

/** The recorded runs, newest first. */
export async function listRuns(
  context: CommandContext,
  flags: { readonly json?: boolean; readonly names?: boolean },
): Promise<number> {
  const { stdout, stderr } = context;
  const folder = runsFolder(homeOf(context));
  const ids = await runIds(folder);
  if (flags.names === true) {
    stdout.write(ids.map((id) => `${id}\n`).join(''));
    return exitCode.pass;
  }
  const found = [];
  // One after another: their number is bounded, and so is then the memory.
  for (const id of ids) found.push(await summaryOf(fileOfRun(folder, id)));
  for (const run of found) if (!isReadable(run)) stderr.write(`not listed: ${run.file}: ${run.error}\n`);
  const runs = found.filter(isReadable);
  if (flags.json === true) {
    stdout.write(`${JSON.stringify({ v: 1, folder, runs }, undefined, 2)}\n`);
    return exitCode.pass;
  }
  if (runs.length === 0) stdout.write('no run is recorded\n');
  for (const line of linesOf(runs, widthOf(context))) stdout.write(`${line}\n`);
  return exitCode.pass;
}

/** The names of the scenarios take what room the other columns leave. */
function linesOf(runs: readonly RunSummary[], width: number): string[] {
  const lines = table(runs.map(rowOf));
  const taken = Math.max(...lines.map(columns)) + 2;
  return lines.map((line, index) =>
    elide(`${padEnd(line, taken)}${namesIn(namesOf(runs[index]!), width - taken)}`.trimEnd(), width),
  );
}

/** A dashboard in which nothing ran is known by what it watched. */
function namesOf({ scenarios, systems }: RunSummary): readonly string[] {
  return scenarios.length > 0 ? scenarios : systems.map((name) => `(watched ${name})`);
}

function rowOf({ id, verdict, durationMs, bytes, lab }: RunSummary): string[] {
  const took = durationMs === undefined ? '' : duration(durationMs);
  return [id, verdict ?? 'cut off', took, `${Math.ceil(bytes / 1024)} KB`, lab];
}
