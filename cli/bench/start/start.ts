import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { distribution } from '../distribution.ts';
import type { Figure } from '../figure.ts';
import { timeProgram } from './program.ts';

export interface StartBenchOptions {
  readonly starts: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly tell: (what: string) => void;
  readonly signal: AbortSignal;
}

/** `run approve` as a process: the first ever in a home, later ones, and with a lab that is up. */
export async function start({ starts, env, tell, signal }: StartBenchOptions): Promise<readonly Figure[]> {
  const homes: string[] = [];
  const inHome = (home: string, ...args: string[]): Promise<number> =>
    timeProgram(args, { ...env, SAGA_LAB_HOME: home, CI: '1' }, signal);
  const repeat = async (what: string, once: () => Promise<number>): Promise<Figure> => {
    tell(what);
    const samples: number[] = [];
    while (samples.length < starts) samples.push(await once());
    return distribution('start', `run approve, ${what}`, 'ms', samples);
  };
  const newHome = async (): Promise<string> => {
    const home = await mkdtemp(join(tmpdir(), 'saga-lab-bench-'));
    homes.push(home);
    return home;
  };
  try {
    const first = await repeat('the first in a home', async () => inHome(await newHome(), 'run', 'approve'));
    const home = homes.at(-1) ?? (await newHome());
    const later = await repeat('a later one', () => inHome(home, 'run', 'approve'));
    await inHome(home, 'up', '--detach');
    const warm = await repeat('with a lab that is up', () => inHome(home, 'run', 'approve'));
    return [first, later, warm];
  } finally {
    await Promise.all(homes.map((home) => remove(home, env)));
  }
}

/** Also after an abort: what the program left is the bench's to remove. */
async function remove(home: string, env: StartBenchOptions['env']): Promise<void> {
  await timeProgram(['down', '--purge'], { ...env, SAGA_LAB_HOME: home }, new AbortController().signal);
  await rm(home, { recursive: true, force: true });
}
