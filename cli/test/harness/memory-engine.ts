import { waitUntil } from '../../lib/wait-until.ts';
import type { Docker } from '../../stack/compose/docker-cli.ts';

interface Made {
  readonly name: string;
  readonly service: string;
  /** Made by `docker compose run`. */
  readonly oneOff?: boolean;
  /** As compose has it: another port of this machine at each start. */
  readonly port?: number;
}

interface Kept extends Made {
  status: 'running' | 'paused' | 'exited';
  starts: number;
  exitCode: number;
  isUnwell?: boolean;
}

interface Follower {
  readonly args: readonly string[];
  readonly take: (line: string) => void;
  readonly end: () => void;
}

const limitMs = 30_000;

/** As much of Docker as a lab asks for of containers that are there, with one of each service. They have no health check until they are unwell. */
export function memoryEngine(services: readonly string[]) {
  const all = new Map<string, Kept>();
  let followers: Follower[] = [];
  const add = (made: Made): void =>
    void all.set(made.name, { ...made, status: 'running', starts: 1, exitCode: 0 });
  for (const service of services) add({ name: `shop-${service}-1`, service });

  const labelsOf = ({ service, oneOff = false }: Kept): Record<string, string> => ({
    'com.docker.compose.project': 'shop',
    'com.docker.compose.service': service,
    'com.docker.compose.oneoff': oneOff ? 'True' : 'False',
  });
  const passes = (one: Kept, args: readonly string[]): boolean =>
    args
      .flatMap((arg) => {
        const [, key, value] = /^label=([^=]+)=(.*)$/.exec(arg) ?? [];
        return key === undefined ? [] : [{ key, value }];
      })
      .every(({ key, value }) => labelsOf(one)[key] === value);
  const named = (name = ''): Kept => {
    const one = all.get(name);
    if (one === undefined) throw new Error(`No such container: ${name}`);
    return one;
  };
  const tell = (one: Kept, action: string): void => {
    const ended = action === 'die' && { exitCode: String(one.exitCode) };
    const Attributes = { ...labelsOf(one), name: one.name, ...ended };
    const line = JSON.stringify({ Action: action, Actor: { Attributes } });
    for (const { args, take } of followers) if (passes(one, args)) take(line);
  };
  /** As by SIGKILL, unless it is told with which code it ends. */
  const die = (name: string, exitCode = 137): void => {
    Object.assign(named(name), { status: 'exited', exitCode });
    tell(named(name), 'die');
  };
  const start = (name: string): void => {
    const one = named(name);
    if (one.status === 'running') return;
    // The daemon's own words.
    if (one.status === 'paused') throw new Error('cannot start a paused container, try unpause instead');
    one.status = 'running';
    one.starts += 1;
    tell(one, 'start');
  };
  const inspect = (name: string): object => {
    const one = named(name);
    const isPublished = one.port !== undefined && one.status === 'running';
    const HostPort = String((one.port ?? 0) + one.starts - 1);
    return {
      Id: name,
      Name: `/${name}`,
      State: {
        Status: one.status,
        ExitCode: one.exitCode,
        ...(one.isUnwell && { Health: { Status: 'unhealthy' } }),
      },
      Config: { Image: one.service, Env: null, Labels: labelsOf(one) },
      NetworkSettings: { Ports: isPublished ? { '8080/tcp': [{ HostPort }] } : {} },
    };
  };

  const follow = (args: readonly string[], take: (line: string) => void, signal?: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      followers.push({ args, take, end: () => resolve('') });
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  const docker: Docker = async (args, { signal, onLine = () => undefined } = {}) => {
    signal?.throwIfAborted();
    const [verb = ''] = args;
    const last = args.at(-1);
    switch (verb) {
      case 'events':
        return follow(args, onLine, signal);
      case 'ps':
        return [...all.values()].flatMap((one) => (passes(one, args) ? [one.name] : [])).join('\n');
      case 'inspect':
        return JSON.stringify(args.slice(1).map(inspect));
      case 'start':
        start(last ?? '');
        return '';
      case 'pause':
        named(last).status = 'paused';
        tell(named(last), 'pause');
        return '';
      case 'unpause':
        named(last).status = 'running';
        tell(named(last), 'unpause');
        return '';
      case 'kill':
      case 'stop':
        die(last ?? '');
        return '';
      default:
        throw new Error(`docker ${args.join(' ')}: not in this engine`);
    }
  };

  return {
    docker,
    add,
    die,
    start,
    /** From now on its health is bad. */
    sicken: (name: string): void => {
      named(name).isUnwell = true;
    },
    /** Removed: nobody is told. */
    remove: (name: string) => void all.delete(name),
    /** Resolves when somebody follows the events. */
    isFollowed: () =>
      waitUntil(() => (followers.length > 0 ? true : undefined), { signal: AbortSignal.timeout(limitMs) }),
    /** As when the daemon restarts: the streams of events end. */
    hangUp: (): void => {
      for (const { end } of followers) end();
      followers = [];
    },
  };
}
