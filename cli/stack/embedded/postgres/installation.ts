import { constants } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StackError, toError } from '../../../lib/errors.ts';
import type { LabHome } from '../../paths.ts';
import type { Account } from '../../processes/launch.ts';
import { makeOnce } from './make-once.ts';
import { nativeFolder } from './native-folder.ts';
import { openFolder } from './open-folder.ts';
import { runTool } from './run-tool.ts';
import { restoreSymlinks } from './symlinks.ts';

/** PostgreSQL's programs, proven to run for the account that will run them. */
export interface Installation {
  readonly bin: string;
  /** As the server prints it: `postgres (PostgreSQL) 18.4`. */
  readonly version: string;
}

/**
 * The programs where npm put them; or a copy in the cache where they cannot run there: libraries' links missing in a
 * folder that cannot be written, or node_modules closed to the account (below /root).
 */
export async function findInstallation(
  home: LabHome,
  account: Account | undefined,
  native = nativeFolder(),
): Promise<Installation> {
  const inPlace = await proven(native, account).catch(() => undefined);
  return inPlace ?? (await copied(home, account, native));
}

async function proven(native: string, account: Account | undefined): Promise<Installation> {
  await restoreSymlinks(native);
  const bin = join(native, 'bin');
  const version = await runTool(join(bin, 'postgres'), ['--version'], account);
  return { bin, version: version.trim() };
}

async function copied(home: LabHome, account: Account | undefined, native: string): Promise<Installation> {
  const cache = await openFolder(join(home.cache, 'postgres'), 'cache', account);
  const copy = join(cache, `programs-${await packageVersion(native)}`);
  try {
    await makeOnce(copy, async (unfinished) => {
      await cp(native, unfinished, {
        recursive: true,
        // Else relative links become absolute ones, into the very folder that is closed.
        verbatimSymlinks: true,
        filter: needed,
        mode: constants.COPYFILE_FICLONE,
      });
      await runTool('chmod', ['-R', 'u+w,a+rX', unfinished], undefined);
    });
    return await proven(copy, account);
  } catch (thrown) {
    throw new StackError(
      `PostgreSQL's programs do not run from ${native}, nor from their copy ${copy}: ${toError(thrown).message} ` +
        'Run `saga-lab doctor`, or use --stack external with a server of your own.',
      { cause: thrown },
    );
  }
}

/** Half of the package is for those who compile against it. */
function needed(path: string): boolean {
  return !/\.a$|\/pgxs$|\/pkgconfig$/.test(path);
}

async function packageVersion(native: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}
