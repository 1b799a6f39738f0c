import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { reservePort } from './reserve-port.ts';

async function reserved(wanted?: number): Promise<number> {
  const { port, release } = await reservePort(wanted);
  onTestFinished(release);
  return port;
}

test('a port that is reserved is nobody else’s, though nobody listens there', async () => {
  const port = await reserved();
  expect(await reserved(port)).not.toBe(port);
});

test('a port that was given back can be had again', async () => {
  const { port, release } = await reservePort();
  await release();
  expect(await reserved(port)).toBe(port);
});

test('a port on which somebody listens is not given', async () => {
  const port = await reserved();
  const { port: other, release } = await reservePort();
  await release();
  const stranger = createServer().listen(other, '127.0.0.1');
  await once(stranger, 'listening');
  onTestFinished(() => void stranger.close());
  expect([port, other]).not.toContain(await reserved(other));
});

test('where none is wanted, it is one that no outgoing connection is given', async () => {
  const port = await reserved();
  expect(port).toBeGreaterThanOrEqual(20_000);
  expect(port).toBeLessThan(32_000);
});

/** Another process that asks for the port, says what it got, and keeps it as long as it lives. */
async function another(program: string, wanted: number): Promise<{ port: number; kill(): Promise<void> }> {
  const child = spawn(process.execPath, [program, String(wanted)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const kill = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { port: Number(said.toString()), kill };
}

async function program(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'saga-lab-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const contents = `
    import { reservePort } from './reserve-port.ts';
    process.stdout.write(String((await reservePort(Number(process.argv[2]))).port));
    process.stdin.resume();`;
  const outfile = join(folder, 'reserve.mjs');
  const stdin = { contents, resolveDir: import.meta.dirname, loader: 'ts' } as const;
  await build({ stdin, bundle: true, format: 'esm', platform: 'node', outfile });
  return outfile;
}

test('of processes that want the same at the same moment one gets it, and loses it with its life', async () => {
  const reserve = await program();
  const { port, release } = await reservePort();
  await release();
  const others = await Promise.all([1, 2, 3, 4].map(() => another(reserve, port)));
  try {
    expect(others.filter((each) => each.port === port)).toHaveLength(1);
    expect(new Set(others.map((each) => each.port)).size).toBe(4);
    expect(await reserved(port)).not.toBe(port);
  } finally {
    await Promise.all(others.map((each) => each.kill()));
  }
  expect(await reserved(port)).toBe(port);
});
