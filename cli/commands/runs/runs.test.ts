import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportSchema } from '../../scenario/report-schema.ts';
import type { RunReport } from '../../scenario/report.ts';
import { system } from '../../scenario/testing/story.ts';
import { headerOf, writeRecording } from '../../runs/testing/record-story.ts';
import { playRun } from '../../runs/testing/recorded-runs.ts';
import { runProgram } from '../run-program.ts';
import { capturedContext } from '../testing/captured-context.ts';

const ids = { good: '20260102-000000-000-aaaa', bad: '20260103-000000-000-bbbb' } as const;
let home: string;
const fileOf = (id: string) => join(home, 'runs', `${id}.sagarun`);

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'runs-commands-'));
  await mkdir(join(home, 'runs'));
  const [good, bad] = [await playRun(), await playRun([{ unrelayed: ['OrderCreated'] }])];
  await writeRecording(fileOf(ids.good), headerOf(system, { id: ids.good }), good.heard);
  await writeRecording(fileOf(ids.bad), headerOf(system, { id: ids.bad }), bad.heard);
});
afterAll(() => rm(home, { recursive: true }));

/** Runs one command line in this process, as main.ts does. */
async function cli(...args: readonly string[]) {
  const { context, written } = capturedContext(home);
  return { code: await runProgram(args, context), ...written };
}

describe('inspect', () => {
  test('prints the run as it was told', async () => {
    const { code, stdout, stderr } = await cli('inspect', ids.good);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('◇ OrderCreated of Order 17 in the outbox');
    expect(stdout).toMatch(/^ {2}✔ POST customer-service\/customers/m);
    expect(stdout).toContain('embedded broker, not Apache Kafka');
    expect(stdout).toMatch(/PASS 1 scenario: 1 passed in 266 ms\n$/);
  });

  test('as JSON it is the document of run --reporter json', async () => {
    const { stdout } = await cli('inspect', 'last', '--json');
    const report = reportSchema.parse(JSON.parse(stdout)) as RunReport;
    expect(report.verdict).toBe('fail');
    expect(report.scenarios[0]!.chain.map(({ kind }) => kind)).toContain('missing');
  });

  test('of one saga only the tree that changed it, of a message the tree that holds it', async () => {
    const { stdout } = await cli('inspect', ids.good, '--saga', 'create-order 17', '--json');
    const { scenarios } = JSON.parse(stdout) as {
      scenarios: { chain: { kind: string; label: string; ref: { message?: string } }[] }[];
    };
    const [tree] = scenarios;
    expect(tree!.chain[0]!.label).toBe('POST /orders -> 200');
    expect(tree!.chain.filter(({ kind }) => kind === 'http')).toHaveLength(1);
    const message = tree!.chain.find(({ kind }) => kind === 'outbox')!.ref.message!;
    const text = (await cli('inspect', ids.good, '--chain', message)).stdout;
    expect(text).toContain('POST /orders -> 200');
    expect(text).not.toContain('POST /customers');
  });

  test('what is not in it is told with the nearest that is', async () => {
    const { code, stderr } = await cli('inspect', ids.good, '--saga', 'create-order 18');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'There is no saga "create-order 18"; did you mean "create-order 17"?\n',
    });
  });
});

test('explain says in words why the saga hangs, and no line is wider than the terminal', async () => {
  const { code, stdout } = await cli('explain', 'last', 'approve');
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^FAIL customers-and-orders\/approve\n {2}create-order 17 is still PENDING, which is not final/,
  );
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('Missing: OrderCreated not relayed for');
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(await cli('explain', 'last', 'aprove')).toMatchObject({
    code: 2,
    stderr: 'There is no scenario "aprove"; did you mean "approve"?\n',
  });
});

test('check judges again, with the exit code of a run', async () => {
  expect(await cli('check', ids.good)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/✔ effects-once/),
  });
  const { code, stdout } = await cli('check', ids.bad, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ v: 1, run: ids.bad, verdict: 'fail' });
  expect((await cli('check', ids.good, '--system', 'customers-and-orders')).code).toBe(0);
});

test('diff says what only one of them has', async () => {
  const { code, stdout } = await cli('diff', ids.good, 'last');
  expect(code).toBe(1);
  expect(stdout).toMatch(/^\+ +missing: OrderCreated not relayed/m);
  expect(await cli('diff', 'last', 'last')).toMatchObject({ code: 0 });
  const { same } = JSON.parse((await cli('diff', ids.good, ids.good, '--json')).stdout) as { same: boolean };
  expect(same).toBe(true);
});

test('runs list, show and prune', async () => {
  const { stdout } = await cli('runs', 'list');
  expect(stdout.split('\n').slice(0, 2)).toEqual([
    expect.stringMatching(
      new RegExp(`^ *${ids.bad} +fail +266 ms +\\d+ KB +default +customers-and-orders/approve$`),
    ),
    expect.stringMatching(new RegExp(`^ *${ids.good} +pass `)),
  ]);
  expect((await cli('runs', 'list', '--names')).stdout).toBe(`${ids.bad}\n${ids.good}\n`);
  expect((await cli('runs', 'show', ids.good)).stdout).toMatch(/^redacted: +nothing$/m);
  expect(JSON.parse((await cli('runs', 'show', ids.good, '--json')).stdout)).toMatchObject({
    v: 1,
    verdict: 'pass',
    systems: ['customers-and-orders'],
    told: [{ title: 'customers-and-orders/approve', verdict: 'pass', hops: expect.any(Number) }],
  });

  expect((await cli('runs', 'prune')).stderr).toContain('Give --keep COUNT, --older-than DURATION');
  expect((await cli('runs', 'prune', '--older-than', 'soon')).stderr).toContain('not "soon"');
  await copyFile(fileOf(ids.good), fileOf('20200101-000000-000-0000'));
  expect((await cli('runs', 'prune', '--keep', '2')).stdout).toBe('1 recording removed\n');
  expect((await cli('runs', 'list', '--names')).stdout).toBe(`${ids.bad}\n${ids.good}\n`);
});

test('a run that is not there, and a file that is no run', async () => {
  const wrong = ids.good.replace('aaaa', 'aaab');
  expect((await cli('inspect', wrong)).stderr).toContain(
    `There is no run "${wrong}"; did you mean "${ids.good}"?`,
  );
  await writeFile(join(home, 'notes.txt'), 'hello');
  expect(await cli('inspect', 'notes.txt')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: `${join(home, 'notes.txt')} is no recording: it is not gzip'ed.\n`,
  });
});

test('one that is cut off is told as far as it goes, and says so on stderr', async () => {
  const whole = await readFile(fileOf(ids.good));
  await writeFile(join(home, 'part.sagarun'), whole.subarray(0, whole.length - 40));
  const { code, stdout, stderr } = await cli('inspect', 'part.sagarun');
  expect(code).toBe(0);
  expect(stderr).toContain('The recording is cut off');
  expect(stdout).toContain('OrderCreated of Order 17 in the outbox');
  expect((await cli('check', 'part.sagarun')).code).toBe(4);
});
