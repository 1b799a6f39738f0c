import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '../../lib/wait-until.ts';
import { labFiles } from '../../stack/lab-files.ts';
import { readLabState } from '../../stack/lab-state.ts';
import { findLab, listLabs, purgeLab, type StartOptions } from '../../stack/labs.ts';
import { labHome, type LabHome } from '../../stack/paths.ts';
import { isRunning, type Identity } from '../../stack/processes/identity.ts';
import type { LoadedSystem } from '../../systems/load.ts';
import { systemSchema } from '../../systems/system.ts';
import { freePort } from './free-port.ts';

export interface TestHome extends LabHome {
  /** Stops and purges every lab in it, and removes it. */
  remove(): Promise<void>;
}

/** A home of the test's own; only the cache is the user's, so that initdb runs once. */
export async function testHome(): Promise<TestHome> {
  const state = await mkdtemp(join(tmpdir(), 'saga-lab-home-'));
  const home = { state, cache: labHome(process.env, homedir()).cache };
  return {
    ...home,
    async remove() {
      for (const { name } of await listLabs(home)) {
        await (await findLab(name, home))?.stop();
        await purgeLab(name, home);
      }
      await rm(state, { recursive: true, force: true });
    },
  };
}

export interface TestService {
  /** What cli/stack/testdata/service.mjs does with it. */
  readonly behaviour?: 'well' | 'broken' | 'unwell' | 'deaf' | 'wide';
  /** A free one by default. */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A system of small real services and the given databases. */
export async function testSystem(
  services: Readonly<Record<string, TestService>>,
  databases: Readonly<Record<string, { kind: 'postgres' | 'mongodb' }>> = {},
): Promise<LoadedSystem> {
  const described: Record<string, unknown> = {};
  for (const [name, { behaviour = 'well', port, env = {} }] of Object.entries(services))
    described[name] = {
      command: ['node', 'service.mjs', behaviour],
      port: port ?? (await freePort()),
      health: '/health',
      env: { KAFKA_BROKERS: '{{broker}}', ...env },
    };
  const topics = { Order: { partitions: 2 } };
  const system = systemSchema.parse({ version: 1, name: 'testing', databases, services: described, topics });
  const folder = fileURLToPath(new URL('../../stack/testdata', import.meta.url));
  return { system, file: join(folder, 'system.yaml'), folder };
}

export function testOptions(system: LoadedSystem, options: Partial<StartOptions> = {}): StartOptions {
  return {
    name: 'test',
    systems: [system],
    stack: { kind: 'embedded' },
    ephemeral: false,
    onProgress: () => undefined,
    signal: AbortSignal.timeout(30_000),
    ...options,
  };
}

/** Supervisor and children, as the state file names them. */
export async function processesOf(
  name: string,
  home: LabHome,
): Promise<readonly (Identity & { name: string })[]> {
  const state = await readLabState(labFiles(name, home, false).state);
  return state === undefined ? [] : [{ name: 'supervisor', ...state.supervisor }, ...state.processes];
}

/** Resolves with the names of those that still run after `withinMs`. */
export async function survivors(
  processes: readonly (Identity & { name: string })[],
  withinMs = 5000,
): Promise<readonly string[]> {
  let left: readonly string[] = [];
  const look = async (): Promise<true | undefined> => {
    const running = await Promise.all(processes.map((each) => isRunning(each)));
    left = processes.filter((_, index) => running[index]).map(({ name }) => name);
    return left.length === 0 ? true : undefined;
  };
  await waitUntil(look, { signal: AbortSignal.timeout(withinMs) }).catch(() => undefined);
  return left;
}
