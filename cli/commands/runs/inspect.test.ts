import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headerOf, writeRecording } from '../../runs/testing/record-story.ts';
import { playRun } from '../../runs/testing/recorded-runs.ts';
import { system } from '../../scenario/testing/story.ts';
import { runProgram } from '../run-program.ts';
import { capturedContext } from '../testing/captured-context.ts';

const ids = { good: '20260102-000000-000-aaaa' } as const;
let home: string;
const fileOf = (id: string) => join(home, 'runs', `${id}.sagarun`);

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'inspect-command-'));
  await mkdir(join(home, 'runs'));
  const { heard } = await playRun();
  await writeRecording(fileOf(ids.good), headerOf(system, { id: ids.good }), heard);
});
afterAll(() => rm(home, { recursive: true }));

/** Runs one command line in this process, as main.ts does. */
async function cli(...args: readonly string[]) {
  const { context, written } = capturedContext(home);
  return { code: await runProgram(args, context), ...written };
}

test('--changes tells what each state of a saga changed, compared with the rows before', async () => {
  const { code, stdout } = await cli('inspect', ids.good, '--saga', '17', '--changes');
  expect(code).toBe(0);
  expect(stdout.split('\n')).toEqual([
    'customers-and-orders/approve',
    '  create-order 17',
    expect.stringMatching(/^ {4}PENDING \(order-db xid \d+ lsn 0\/\w+\)$/),
    expect.stringMatching(/^ {6}orders 17 inserted: customer_id 1, .*state PENDING/),
    expect.stringMatching(/^ {4}PENDING -> APPROVED \(order-db xid \d+ lsn 0\/\w+\)$/),
    '      orders 17: state PENDING -> APPROVED',
    '',
  ]);
  const { scenarios } = JSON.parse((await cli('inspect', ids.good, '--changes', '--json')).stdout) as {
    scenarios: { sagas: { states: { commits: { rows: { columns: object[] }[] }[] }[] }[] }[];
  };
  expect(scenarios[0]!.sagas[0]!.states[1]!.commits[0]!.rows[0]!.columns).toContainEqual(
    expect.objectContaining({ name: 'state', change: 'changed', from: 'PENDING', to: 'APPROVED' }),
  );
});

test('says by how much clocks differ, where they can not agree, and of all of them with --clocks', async () => {
  const { heard } = await playRun();
  const id = '20260101-000000-000-cccc';
  await writeRecording(
    fileOf(id),
    headerOf(system, { id }),
    heard.map((each) =>
      typeof each === 'object' &&
      'kind' in each &&
      each.kind === 'transaction' &&
      each.database === 'order-db'
        ? { ...each, sourceMs: each.sourceMs! + 3_000 }
        : each,
    ),
  );
  const ahead = /^clocks: the clock of order-db is [23]\.\d( to 3\.\d)? s ahead of the lab's$/m;
  expect((await cli('inspect', id)).stdout).toMatch(ahead);
  expect((await cli('inspect', id, '--saga', '17')).stdout).toMatch(ahead);
  expect((await cli('inspect', ids.good)).stdout).not.toContain('clock');

  const { stdout } = await cli('inspect', id, '--clocks');
  expect(stdout).toMatch(
    /^customers-and-orders\/approve\n {2}the clock of customer-db may agree with the lab's/,
  );
  expect(stdout).toMatch(/^ {2}the clock of customer-db is .* s behind the clock of order-db$/m);
  const { scenarios } = JSON.parse((await cli('inspect', id, '--clocks', '--json')).stdout) as {
    scenarios: { differences: { clock: string; other: string; fromMs: number; toMs: number }[] }[];
  };
  const found = scenarios[0]!.differences.find(({ clock, other }) => clock === 'order-db' && other === 'lab');
  expect([found!.fromMs <= 3_000, found!.toMs >= 3_000]).toEqual([true, true]);
  await rm(fileOf(id));
});

test('what is told instead of the chain is one thing', async () => {
  expect(await cli('inspect', ids.good, '--changes', '--clocks')).toMatchObject({
    code: 2,
    stderr: 'Give --changes or --clocks, not both: each is told instead of the chain.\n',
  });
});
