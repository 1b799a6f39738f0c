import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { packageFolder } from '../../lib/package-folder.ts';
import { projectName } from '../../stack/compose/project.ts';
import { labFiles } from '../../stack/lab-files.ts';
import { composeSuite, verdicts, withinMs } from './compose-suite.ts';

const suite = composeSuite();

/** A file of a user's own: the bundled one, two jobs, and a page on a port that the file fixes. */
async function ownFile(port: number): Promise<string> {
  const image = 'postgres:17.10';
  const ask = ['psql', 'postgres://postgres:development@postgres/postgres', '-c', 'select 1'];
  const afterPostgres = { postgres: { condition: 'service_healthy' } };
  const file = join(suite.home.folder, 'compose.json');
  const document = {
    include: [join(packageFolder, 'compose/customers-and-orders.yaml')],
    services: {
      migrate: { image, command: ask, depends_on: afterPostgres },
      seed: { image, command: ask, depends_on: afterPostgres, restart: 'no' },
      page: {
        image,
        init: true,
        command: ['sleep', 'infinity'],
        ports: [`127.0.0.1:${port}:80`],
        depends_on: { migrate: { condition: 'service_completed_successfully' } },
      },
    },
  };
  await writeFile(file, JSON.stringify(document));
  return file;
}

async function listening() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise((resolve) => server.close(resolve));
  return { port, close };
}

test(
  'a compose file of a user’s own, with jobs and a port that it fixes',
  async () => {
    const { port, close } = await listening();
    onTestFinished(() => void close());
    const onFile = ['--stack', 'compose', '--compose-file', await ownFile(port)];
    const refused = await suite.home.cli('up', ...onFile, '--detach');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain(
      `publishes port ${port} for the service "page", and it is taken by another program (pid ${process.pid}: `,
    );
    expect(refused.stderr).toContain(`ports: ['127.0.0.1:\${PAGE_PORT:-${port}}:80']`);
    await close();

    const up = await suite.home.cli('up', ...onFile, '--detach', '--json');
    expect(up.code, up.stderr).toBe(0);
    const project = projectName('default', labFiles('default', suite.home.home, false));
    const job = (name: string) => ({ name, state: 'done', container: `${project}-${name}-1` });
    expect(JSON.parse(up.stdout)).toMatchObject({ state: 'up' });
    const jobsOf = async () =>
      [...((await suite.home.status()).jobs ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(await jobsOf()).toEqual([job('migrate'), job('seed')]);

    const starts = () =>
      suite.engine.docker(
        'inspect',
        '--format',
        '{{.State.StartedAt}}',
        job('migrate').container,
        job('seed').container,
      );
    const before = await starts();
    // What is needed is started again, behind the lab's back as it was ended: by then a job would be too.
    await suite.engine.docker('kill', `${project}-order-service-1`);
    await expect
      .poll(async () => (await suite.home.status()).services.find(({ name }) => name === 'order-service'), {
        timeout: withinMs,
        interval: 500,
      })
      .toMatchObject({ state: 'ready', restarts: 1 });
    expect(await starts()).toBe(before);
    expect(await jobsOf()).toEqual([job('migrate'), job('seed')]);
    expect(verdicts((await suite.home.run('approve')).report)).toEqual(['approve: pass']);
  },
  2 * withinMs,
);
