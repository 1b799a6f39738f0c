import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { UsageError } from '../../lib/errors.ts';
import type { LoadedScenario } from '../../scenario/load.ts';
import type { RunReport } from '../../scenario/report.ts';

const remembered = z.object({ id: z.string(), file: z.string() });
const lastRun = z.object({ v: z.literal(1), failed: z.array(remembered) });

/** A scenario by what finds it again: its id, and its file as seen from the folder of the run. */
export type Remembered = z.output<typeof remembered>;

/** What did not pass at the last run from this folder. @throws UsageError when there was none */
export async function lastFailed(file: string): Promise<readonly Remembered[]> {
  const known = await read(file);
  if (known === undefined)
    throw new UsageError(
      '--last-failed: no run from this folder is remembered. Run scenarios first, such as `saga-lab run --all`.',
    );
  return known;
}

/** Keeps what did not pass, for `--last-failed`. What could not run any more stays what it was. */
export async function rememberRun(
  file: string,
  scenarios: readonly LoadedScenario[],
  report: RunReport,
): Promise<void> {
  const failed = failedAfter(scenarios, report, (await read(file)) ?? []);
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.new`;
  await writeFile(unfinished, JSON.stringify({ v: 1, failed }));
  await rename(unfinished, file);
}

/** After `--bail` some did not run: they did not pass either, if they had failed before. */
export function failedAfter(
  scenarios: readonly Pick<LoadedScenario, 'id' | 'file'>[],
  report: Pick<RunReport, 'scenarios'>,
  before: readonly Remembered[],
): Remembered[] {
  const ran = new Map<string, boolean>();
  for (const { system, name, verdict } of report.scenarios) {
    const id = `${system}/${name}`;
    ran.set(id, (ran.get(id) ?? true) && verdict === 'pass');
  }
  return scenarios
    .filter((each) => !(ran.get(each.id) ?? !before.some((old) => isSame(old, each))))
    .map(({ id, file }) => ({ id, file }));
}

export function isSame(a: Remembered, b: Remembered): boolean {
  return a.id === b.id && a.file === b.file;
}

/** A file that cannot be understood (another version's) is as good as none. */
async function read(file: string): Promise<readonly Remembered[] | undefined> {
  try {
    return lastRun.parse(JSON.parse(await readFile(file, 'utf8'))).failed;
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT' || thrown instanceof SyntaxError || thrown instanceof z.ZodError) return undefined;
    throw thrown;
  }
}
