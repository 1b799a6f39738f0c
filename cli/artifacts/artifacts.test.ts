import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { broken, eventsOf, report, retried } from '../reporters/testing/reports.ts';
import type { RunReport } from '../scenario/report.ts';
import { Artifacts } from './artifacts.ts';

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'saga-lab-artifacts-'));
  folder = join(root, 'out');
});
afterEach(() => rm(root, { recursive: true }));

/** A run of which the relay says a word in each attempt. */
async function keep(run: RunReport): Promise<void> {
  const artifacts = await Artifacts.open(folder, 'out');
  const relay = join(root, 'relay.log');
  await writeFile(relay, 'before\n');
  artifacts.watch({ relay, kafka: join(root, 'none.log') });
  for (const event of eventsOf(run)) {
    artifacts.on(event);
    if (event.type === 'scenario-started') await appendFile(relay, `in ${event.name} ${event.attempt}\n`);
  }
  await artifacts.save();
}

async function files(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return paths.map((path) => path.slice(folder.length + 1)).sort();
}

const read = (name: string) => readFile(join(folder, name), 'utf8');
const during = async (name: string) => (await read(name)).split('[here the scenario begins]\n')[1];

describe('the folder holds', () => {
  test('the run as the reporters tell it, and the logs of what did not pass', async () => {
    await keep(report);
    expect(await files()).toEqual([
      'junit.xml',
      'not-passed/customers-and-orders.cancel/relay.log',
      'not-passed/customers-and-orders.credit-exceeded/relay.log',
      'report.json',
      'summary.md',
    ]);
    expect(await read('junit.xml')).toMatch(/<testsuites name="saga-lab" tests="14" failures="2"/);
    expect(JSON.parse(await read('report.json'))).toMatchObject({ v: 1, verdict: 'fail' });
    expect(await read('summary.md')).toContain('| customers-and-orders/approve | pass |');
  });

  test('of each attempt what was logged during it', async () => {
    await keep(retried);
    const logs = (await files()).filter((name) => name.endsWith('.log'));
    expect(await Promise.all(logs.map(async (name) => [name.split('/')[1], await during(name)]))).toEqual([
      ['customers-and-orders.cancel.attempt-1', 'in cancel 1\n'],
      ['customers-and-orders.cancel.attempt-2', 'in cancel 2\n'],
      ['customers-and-orders.credit-exceeded.attempt-1', 'in credit-exceeded 1\n'],
    ]);
  });

  test('why nothing could run, where nothing could', async () => {
    await keep(broken);
    expect(JSON.parse(await read('report.json'))).toMatchObject({ error: { code: 'stack' } });
    expect(await files()).toEqual(['junit.xml', 'report.json', 'summary.md']);
  });
});

describe('a folder that is there already', () => {
  test('keeps what is not the run’s, and nothing of an earlier run', async () => {
    await mkdir(join(folder, 'screens'), { recursive: true });
    await writeFile(join(folder, 'screens/a.png'), 'mine');
    await keep(report);
    await keep({ ...report, verdict: 'pass', scenarios: report.scenarios.slice(0, 1) });
    expect(await files()).toEqual(['junit.xml', 'report.json', 'screens/a.png', 'summary.md']);
    expect(JSON.parse(await read('report.json'))).toMatchObject({ verdict: 'pass' });
  });

  test('that is none, or lies in none, is told before anything runs', async () => {
    await writeFile(folder, '');
    await expect(Artifacts.open(folder, 'out')).rejects.toThrow(/^--artifacts out: cannot write there: /);
    await expect(Artifacts.open(join(folder, 'deeper'), 'out/deeper')).rejects.toThrow(
      /^--artifacts out\/deeper: cannot write there: /,
    );
  });
});
