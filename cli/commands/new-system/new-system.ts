import { writeFile } from 'node:fs/promises';
import { basename, relative, resolve } from 'node:path';
import { readCatalogue } from '../../catalogue/read-catalogue.ts';
import { exitCode, StackError, toError, UsageError } from '../../lib/errors.ts';
import { withoutPassword } from '../../lib/without-password.ts';
import { probePublication } from '../../probes/wal/publication.ts';
import { proposeDatabase } from '../../proposal/propose-database.ts';
import { systemText } from '../../proposal/system-text.ts';
import { withClient } from '../../stack/embedded/postgres/databases.ts';
import { parseSystem } from '../../systems/load.ts';
import type { CommandContext } from '../context.ts';
import { askOn } from './ask.ts';
import { byAnswers } from './by-answers.ts';
import { byFlags, type SystemFlags } from './by-flags.ts';
import type { WantedDatabase, WantedSystem } from './wanted.ts';

interface NewSystemFlags extends SystemFlags {
  readonly output: string;
}

/** Writes a system file to begin with; never over a file that is there. */
export async function newSystem(
  context: CommandContext,
  name: string | undefined,
  flags: NewSystemFlags,
): Promise<number> {
  const wanted = await wantedBy(context, name, flags);
  const databases = await Promise.all(
    wanted.databases.map(async (database) => ({ ...database, proposal: await proposalFor(database) })),
  );
  const text = systemText({ ...wanted, databases });
  const file = resolve(context.cwd, flags.output);
  const shown = relative(context.cwd, file);
  // What was proposed must be a file that can be used, whatever the database had for names.
  parseSystem(shown, text);
  await writeFile(file, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    const problem =
      error.code === 'EEXIST'
        ? `${shown} is there already; choose another with --output.`
        : `Cannot write ${shown}: ${error.message}`;
    throw new UsageError(problem, { cause: error });
  });
  context.stdout.write(`${shown}\n`);
  context.stderr.write(`read it, then: saga-lab systems check ./${shown}\n`);
  return exitCode.pass;
}

async function wantedBy(
  context: CommandContext,
  name: string | undefined,
  flags: NewSystemFlags,
): Promise<WantedSystem> {
  const usual = basename(context.cwd)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '');
  if (flags.service.length > 0) return byFlags(name ?? usual, flags);
  if (context.terminal === undefined)
    throw new UsageError(
      'This is no terminal to ask on: say it by flags, at least --service orders="node orders.js". `saga-lab new system --help` has all.',
    );
  const asking = askOn(context);
  try {
    return await byAnswers(asking, name ?? usual);
  } finally {
    asking.close();
  }
}

async function proposalFor({ name, from }: WantedDatabase) {
  if (from === undefined) return undefined;
  try {
    return proposeDatabase(await withClient(from, (client) => readCatalogue(client, probePublication)));
  } catch (thrown) {
    throw new StackError(
      `The catalogue of ${name} cannot be read from ${withoutPassword(from)}: ${toError(thrown).message}`,
      {
        cause: thrown,
      },
    );
  }
}
