// `npm run bench:tui`: what the dashboard takes, in a terminal of its own, over a recording of 10,000 observations.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { distribution } from '../../bench/distribution.ts';
import type { Distribution } from '../../bench/figure.ts';
import { parseStat } from '../../bench/processes/stat.ts';
import { play } from '../../model/testing/play.ts';
import { headerOf, writeRecording } from '../../runs/testing/record-story.ts';
import { customersAndOrders as system } from '../harness/customers-and-orders.ts';
import { startInPty, type Pty } from '../harness/pty.ts';

const observations = 10_000;
/** For the first filter, which has to look at all rows. */
const many = 104_000;
const starts = 7;
const keys = 60;
const idleMs = 5_000;
const betweenKeysMs = 150;

const folder = await mkdtemp(join(tmpdir(), 'bench-tui-'));
try {
  const file = join(folder, 'long.sagarun');
  await writeRecording(file, headerOf(system), storyOf(observations, 16));
  const figures: Distribution[] = [await firstFrames(file), await keyToPaint(file)];
  const idle = await idleCpu(file);
  const larger = join(folder, 'longer.sagarun');
  await writeRecording(larger, headerOf(system), storyOf(many, 64));
  print(figures, idle, await firstFilter(larger));
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Orders of so many customers, in turn. */
function storyOf(length: number, count: number) {
  const { world, story } = play(system);
  const customers = Array.from({ length: count }, () => story.createCustomer(1e6).id);
  for (let order = 0; world.told.length < length; order += 1)
    story.placeOrder(customers[order % customers.length] ?? '', 1);
  return world.told.map(({ observation }) => observation);
}

/** From the start of the process to the first picture; the recording is read behind it. */
async function firstFrames(file: string): Promise<Distribution> {
  const samples: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    const began = performance.now();
    const pty = startInPty(['replay', file]);
    await pty.untilWritten('outbox');
    samples.push(performance.now() - began);
    await quit(pty);
  }
  return distribution('tui', `first frame, ${observations} observations`, 'ms', samples);
}

/** From a key to the last byte of the picture that it changes, with all of the recording on view. */
async function keyToPaint(file: string): Promise<Distribution> {
  const pty = await atEnd(file);
  const samples: number[] = [];
  for (let key = 0; key < keys; key += 1) {
    // Two keys at once would be one picture, and here none at all.
    await delay(betweenKeysMs);
    const before = pty.written().length;
    const began = performance.now();
    pty.type(key % 2 === 0 ? 'k' : 'j');
    await pty.untilGrown(before);
    samples.push(performance.now() - began);
  }
  await quit(pty);
  return distribution('tui', 'key to paint', 'ms', samples);
}

interface FirstFilter {
  /** Longest time without a picture. */
  readonly stillMs: number;
  /** From the first key until all rows were looked at. */
  readonly wholeMs: number;
}

/** The first filter of a bare word, typed at once. */
async function firstFilter(file: string): Promise<FirstFilter> {
  const pty = await atEnd(file);
  await untilIdle(pty);
  const text = '/order';
  const isThrough = (screen: string) => screen.includes(`${text}\u258F`) && !screen.includes('% read');
  const began = performance.now();
  let [last, stillMs] = [began, 0];
  pty.type(text);
  const over = pty.until(isThrough, 300_000);
  while (!isThrough(pty.screen())) {
    await Promise.race([pty.untilGrown(pty.written().length), over]);
    stillMs = Math.max(stillMs, performance.now() - last);
    last = performance.now();
  }
  await over;
  await quit(pty, '\u001B');
  return { stillMs, wholeMs: last - began };
}

async function idleCpu(file: string): Promise<number> {
  const pty = await atEnd(file);
  await untilIdle(pty);
  const before = await cpuMsOf(pty.pid);
  await delay(idleMs);
  const used = (await cpuMsOf(pty.pid)) - before;
  await quit(pty);
  return (used / idleMs) * 100;
}

/** What is folded behind the picture is no idling. */
async function untilIdle({ pid }: Pty): Promise<void> {
  for (let before = -Infinity, now = await cpuMsOf(pid); now - before > 20;) {
    await delay(1_000);
    [before, now] = [now, await cpuMsOf(pid)];
  }
}

async function cpuMsOf(pid: number): Promise<number> {
  return parseStat(await readFile(`/proc/${pid}/stat`, 'utf8')).cpuMs;
}

async function atEnd(file: string): Promise<Pty> {
  const pty = startInPty(['replay', file]);
  await pty.untilWritten('outbox');
  pty.type('3');
  pty.type('$');
  await pty.until((screen) => screen.includes('END '));
  return pty;
}

async function quit(pty: Pty, first = ''): Promise<void> {
  pty.type(first);
  // An escape with a key right behind it would be another key.
  if (first !== '') await delay(betweenKeysMs);
  pty.type('q');
  await pty.exit;
}

function print(figures: readonly Distribution[], idle: number, { stillMs, wholeMs }: FirstFilter): void {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 2);
  const lines = [
    `${processor?.model ?? 'unknown'}, ${cpus().length} cores, ${memory} MB, Node.js ${process.versions.node}, load ${loadavg()[0]?.toFixed(2) ?? ''}`,
    ...figures.map(
      ({ name, samples, p50, p95, max }) =>
        `${name}: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, most ${max.toFixed(0)} ms (${samples} times)`,
    ),
    `idle: ${idle.toFixed(1)} % of a core`,
    `first filter of a bare word, ${many} observations: all rows looked at after ${(wholeMs / 1_000).toFixed(1)} s, at most ${stillMs.toFixed(0)} ms without a picture`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
