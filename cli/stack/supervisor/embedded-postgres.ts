import { createHash } from 'node:crypto';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { serverAccount } from '../embedded/postgres/account.ts';
import { prepareCluster } from '../embedded/postgres/cluster.ts';
import { createDatabases } from '../embedded/postgres/databases.ts';
import { findInstallation } from '../embedded/postgres/installation.ts';
import { openFolder } from '../embedded/postgres/open-folder.ts';
import { pingPostgres, postgresProcess, postgresUrl } from '../embedded/postgres/server.ts';
import { logFile } from '../lab-files.ts';
import type { Account } from '../processes/launch.ts';
import { told, type Context } from './context.ts';
import { serverName } from './plan.ts';

/** One server for all; resolves with the URLs by name once the databases are there. */
export function startPostgres(
  context: Context,
  names: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  return told(
    context,
    'postgres',
    (urls) => withoutPassword(Object.values(urls)[0]),
    async () => {
      const { config } = context;
      const account = serverAccount();
      const [folder, installation] = await Promise.all([
        clusterFolder(context, account),
        findInstallation(config.home, account),
      ]);
      const cluster = await prepareCluster(join(folder, 'cluster'), config.home, installation, account);
      const log = logFile(config.files, 'postgres');
      const url = await context.onFreePort('postgres', async (port) => {
        const urlOf = (database: string): string => postgresUrl(port, cluster.password, database);
        const spec = postgresProcess({ installation, cluster, account, port, logFile: log });
        await context.run('server', spec, () => pingPostgres(urlOf('postgres')));
        return urlOf;
      });
      await createDatabases(
        url('postgres'),
        names.map((name) => serverName(name)),
      );
      return Object.fromEntries(names.map((name) => [name, url(serverName(name))]));
    },
  );
}

/** Where it cannot be in the lab's folder, a link there leads to it: whoever removes the lab follows that. */
async function clusterFolder({ config }: Context, account: Account | undefined): Promise<string> {
  const wanted = join(config.files.data, 'postgres');
  const hash = createHash('sha256').update(config.files.content).digest('hex').slice(0, 12);
  const folder = await openFolder(wanted, `lab-${config.lab}-${hash}`, account);
  if (folder !== wanted)
    await symlink(folder, wanted).catch((error: NodeJS.ErrnoException) => {
      // Left by an earlier start of this lab; the same name always leads to the same folder.
      if (error.code !== 'EEXIST') throw error;
    });
  return folder;
}

function withoutPassword(url: string | undefined): string {
  return url === undefined ? '' : new URL(url).host;
}
