import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Arming, type ArmingState, stateFileOf } from './arming.ts';

const program = `
import { openSync } from 'node:fs';
import { lineWriter, openFaults, throughSeams } from '${fileURLToPath(new URL('../../../dist/services/tram/index.js', import.meta.url))}';
const [file, told] = process.argv.slice(1);
openFaults({ file, service: 'a-service', lines: lineWriter(openSync(told, 'a')) });
const place = () => ({ names: ['A'], subject: { correlation: 'c' } });
process.stdin.on('data', () => void throughSeams(place, async () => process.stdout.write('handled\\n')));
process.stdout.write('ready\\n');
`;

let folder: string;
let file: string;
let told: string;
let child: ChildProcess;
let output: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tram-faults-'));
  [file, told] = [join(folder, 'a-service.json'), join(folder, 'lines')];
  writeFileSync(told, '');
});

afterEach(async () => {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(folder, { recursive: true });
});

/** A process with seams of its own; handles whenever it is written to. */
async function start(): Promise<void> {
  output = '';
  child = spawn(process.execPath, ['--input-type=module', '--eval', program, file, told], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await said('ready\n');
}

const said = (text: string) => vi.waitFor(() => expect(output).toBe(text), { timeout: 20_000, interval: 5 });

async function arm(arming: Arming): Promise<void> {
  writeFileSync(`${file}.new`, JSON.stringify(arming));
  renameSync(`${file}.new`, file);
  await vi.waitFor(() => expect(state().id).toBe(arming.id), { timeout: 20_000, interval: 5 });
}

const state = () => JSON.parse(readFileSync(stateFileOf(file), 'utf8')) as ArmingState;
const lines = () =>
  readFileSync(told, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);

function crashing(id: string, when: Arming['faults'][number]['when']): Arming {
  const at = { at: 'a-service.A.before-handle', handler: 'A', seam: 'before-handle' } as const;
  return { id, seed: 7, faults: [{ ...at, do: { kind: 'crash' }, when }] };
}

async function handledInVain(): Promise<NodeJS.Signals | null> {
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  child.stdin?.write('go');
  return (await exited)[1];
}

test('a process is armed while it runs, dies with its line written, and is not struck again when it is back', async () => {
  await start();
  await arm(crashing('a1', { kind: 'once' }));
  expect(await handledInVain()).toBe('SIGKILL');
  expect(lines()).toMatchObject([{ event: 'fault', arming: 'a1', index: 0, do: 'crash', call: 1 }]);
  expect(output).toBe('ready\n');
  await start();
  child.stdin?.write('go');
  await said('ready\nhandled\n');
  expect(state()).toEqual({ id: 'a1', calls: [2] });
  expect(lines()).toHaveLength(1);
});

test('what strikes twice strikes the second time after the restart', async () => {
  await start();
  await arm(crashing('a1', { kind: 'times', times: 2 }));
  expect(await handledInVain()).toBe('SIGKILL');
  await start();
  expect(await handledInVain()).toBe('SIGKILL');
  expect(lines()).toMatchObject([{ call: 1 }, { call: 2 }]);
});

test('disarmed, it works as ever; armed anew, it counts anew', async () => {
  await start();
  await arm(crashing('a1', { kind: 'onCall', call: 2 }));
  child.stdin?.write('go');
  await said('ready\nhandled\n');
  await arm({ id: 'a2', seed: 0, faults: [] });
  child.stdin?.write('go');
  await said('ready\nhandled\nhandled\n');
  await arm(crashing('a3', { kind: 'onCall', call: 2 }));
  child.stdin?.write('go');
  await said('ready\nhandled\nhandled\nhandled\n');
  expect(await handledInVain()).toBe('SIGKILL');
});
