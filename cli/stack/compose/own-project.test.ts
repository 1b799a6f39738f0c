import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { StackError } from '../../lib/errors.ts';
import { labFiles } from '../lab-files.ts';
import { reservePort } from '../processes/reserve-port.ts';
import type { Plan } from '../supervisor/plan.ts';
import type { Progress } from '../supervisor/protocol.ts';
import type { Docker } from './docker-cli.ts';
import { OwnProject } from './own-project.ts';

/** A port of this machine that this process holds. */
let taken: number;
beforeEach(async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  taken = (server.address() as AddressInfo).port;
});

function planOf(port: number): Plan {
  const orders = {
    name: 'orders',
    system: 'shop',
    folder: '/',
    command: ['node'],
    health: '/health',
    env: {},
  };
  return {
    systems: ['shop'],
    services: [{ ...orders, port }],
    databases: [],
    given: [],
    topics: [],
    broker: 'kafka',
    consumers: [],
    subscriptions: {},
    relayed: [],
  };
}

const inspected = {
  Id: 'f00d',
  Name: '/shop-migrate-1',
  Config: { Image: 'shop', Labels: { 'com.docker.compose.service': 'migrate' } },
  NetworkSettings: {},
};

type Env = Readonly<Record<string, string>>;

/** A lab that starts what a compose file publishes, once the variables are put in. Docker does nothing, and is heard. */
async function started(
  port: number,
  ports: (env: Env) => readonly object[],
  others: Readonly<Record<string, object>> = {},
  job = { State: { Status: 'exited', ExitCode: 0 } },
) {
  const folder = await mkdtemp(join(tmpdir(), 'saga-lab-own-project-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const home = { state: folder, cache: folder };
  const files = { ...labFiles('default', home, false), content: folder, lines: folder, faults: folder };
  const verbs: string[] = [];
  const docker: Docker = async (args, { env = {} } = {}) => {
    if (args.includes('config'))
      return JSON.stringify({ services: { orders: { image: 'shop', ports: ports(env) }, ...others } });
    if (args[0] === 'ps') return 'migrate';
    if (args[0] === 'inspect') return JSON.stringify([{ ...inspected, ...job }]);
    const verb = ['pull', 'build', 'up'].find((each) => args.includes(each)) ?? '';
    verbs.push(verb);
    // As compose does it (docker/compose#10596): of what it waits for nothing may end, unless somebody depends on the end.
    const waited = args.includes('--wait') ? args.slice(args.indexOf('--wait') + 1) : undefined;
    if (verb === 'up' && waited !== undefined) {
      const ended = waited.length === 0 ? Object.keys(others) : waited.filter((name) => name in others);
      if (ended.length > 0) throw new StackError(`container shop-${ended[0]}-1 exited (0)`);
    }
    return '';
  };
  const notes: Progress[] = [];
  const project = new OwnProject({
    docker,
    project: 'shop',
    file: '/shop/compose.yaml',
    plan: planOf(port),
    config: {
      lab: 'default',
      files,
      home,
      systems: [],
      stack: { kind: 'compose' },
      relay: 'wal',
      ephemeral: false,
      readyWithinMs: 1000,
    },
    progress: (progress) => void (progress.state === 'note' && notes.push(progress)),
    signal: new AbortController().signal,
  });
  onTestFinished(() => project.down());
  return { project, up: project.up(), notes, verbs };
}

const published = (port: number | string, more: object = {}) => ({
  mode: 'ingress',
  host_ip: '127.0.0.1',
  target: 8080,
  published: String(port),
  protocol: 'tcp',
  ...more,
});

test('a port that is taken and that the file lets the lab choose is another, and that is said', async () => {
  const { up, notes, verbs } = await started(taken, ({ ORDERS_PORT = taken }) => [published(ORDERS_PORT)]);
  await up;
  const used = expect.stringMatching(`^port ${taken} is taken, \\d+ is used$`) as unknown;
  expect(notes).toEqual([{ what: 'orders', state: 'note', detail: used }]);
  expect(verbs).toContain('up');
});

test('one that is taken and that the file fixes is told with who has it, before anything is pulled', async () => {
  const { up, notes, verbs } = await started(taken, () => [published(taken)]);
  await expect(up).rejects.toThrow(
    new RegExp(
      `^/shop/compose\\.yaml publishes port ${taken} for the service "orders", and it is taken by another program` +
        `( \\(pid ${process.pid}: .*\\))?\\. End that one \\(docker ps --filter publish=${taken} says whether it is a container\\), or let ` +
        `the lab choose a port: ports: \\['127\\.0\\.0\\.1:\\$\\{ORDERS_PORT:-${taken}\\}:8080'\\]\\.$`,
    ),
  );
  expect(notes).toEqual([]);
  expect(verbs).toEqual([]);
});

test('a second port of a service is not the one that its variable is for', async () => {
  const { up } = await started(taken, ({ ORDERS_PORT = taken }) => [
    published(ORDERS_PORT),
    published(taken, { target: 9000, host_ip: undefined }),
  ]);
  await expect(up).rejects.toThrow("or let Docker choose a port: ports: ['127.0.0.1::9000'].");
});

test.each([
  ['that nobody has', () => 0, {}],
  ['of UDP', () => taken, { protocol: 'udp' }],
  ['of another address', () => taken, { host_ip: '127.0.0.2' }],
  ['of a range', () => `${taken}-${taken + 1}`, {}],
  ['that Docker chooses', () => taken, { published: undefined }],
])('a fixed port %s is left as it is, and nothing is noted', async (_, port, more) => {
  const unused = await reservePort();
  onTestFinished(() => unused.release());
  const { up, notes, verbs } = await started(taken, () => [published(port() || unused.port, more)]);
  await up;
  expect(notes).toEqual([]);
  expect(verbs).toContain('up');
});

const oneShot = { image: 'shop', restart: 'no' };
const nothing = () => [];

test('for the end of a job that nobody waits for the lab does not wait either', async () => {
  const { project, up, verbs } = await started(8081, nothing, { migrate: oneShot });
  await up;
  expect(project.jobs).toEqual(['migrate']);
  expect(verbs).toEqual(['pull', 'build', 'up', 'up']);
});

test('a job that has failed by then is told', async () => {
  const failed = { State: { Status: 'exited', ExitCode: 3 } };
  const { up } = await started(8081, nothing, { migrate: oneShot }, failed);
  await expect(up).rejects.toThrow(
    'The job "migrate" ended with exit code 3.\nmigrate is exited. It wrote no log.',
  );
});

test('of a container that ended well and did not say that it would, it is told how to say so', async () => {
  const { up } = await started(8081, nothing, { migrate: { image: 'shop' } });
  await expect(up).rejects.toThrow(
    `container shop-migrate-1 exited (0)\nA job that ends when it is done has restart: 'no' in /shop/compose.yaml.`,
  );
});
