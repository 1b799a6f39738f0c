import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitUntil } from '../../lib/wait-until.ts';
import type { RunReport } from '../../scenario/report.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { cliFile } from '../harness/run-cli.ts';

let lab: CliHome;
beforeAll(async () => {
  lab = await cliHome();
  await lab.cli('up', '--detach', '--quiet');
});
afterAll(() => lab.remove());

describe('a run of a real lab that is recorded', () => {
  let live: RunReport;
  let stderr: string;
  beforeAll(async () => {
    const names = ['approve', 'credit-exceeded'];
    ({ stderr } = await lab.cli(
      'run',
      ...names,
      '--record-to',
      'two.sagarun',
      '--reporter',
      'json=live.json',
    ));
    live = JSON.parse(await readFile(join(lab.folder, 'live.json'), 'utf8')) as RunReport;
  });

  test('says where it is, on stderr and in the report', () => {
    const file = join(lab.folder, 'two.sagarun');
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(`recorded: ${file}`);
    expect(live).toMatchObject({ verdict: 'pass', recording: file });
  });

  test('is the same run without the lab, hop by hop', async () => {
    const { code, stdout } = await lab.cli('inspect', 'two.sagarun', '--json');
    expect(code).toBe(0);
    const { recording: _, ...rest } = live;
    const told = JSON.parse(stdout) as RunReport;
    for (const [index, { chain }] of live.scenarios.entries()) {
      expect(chain.length).toBeGreaterThan(10);
      expect(told.scenarios[index]!.chain).toEqual(chain);
    }
    expect(told).toEqual(rest);
  });

  test('is explained, and judged again to the same verdict', async () => {
    const { stdout } = await lab.cli('explain', 'two.sagarun', 'credit-exceeded');
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /create-order \d+ ended REJECTED because order-service-customers handled CustomerCreditReservationFailed \(message [0-9a-f]{16}-[0-9a-f]{16}, /,
    );
    expect(await lab.cli('check', 'two.sagarun')).toMatchObject({ code: 0, stderr: '' });
  });

  test('is the same in its hops as the same run again', async () => {
    await lab.cli('run', 'approve', 'credit-exceeded', '--quiet');
    const { code, stdout } = await lab.cli('diff', 'two.sagarun', 'last');
    expect(stdout).toMatch(/hops, the same in both/);
    expect(code, stdout).toBe(0);
  });
});

test('on failure only: what passes leaves no file, what fails does; never: neither', async () => {
  const count = async () =>
    (await lab.cli('runs', 'list', '--names')).stdout.split('\n').filter(Boolean).length;
  const before = await count();
  const { report } = await lab.run('approve', '--record', 'on-failure');
  expect(report).not.toHaveProperty('recording');
  await lab.run('approve', '--record', 'never');
  expect(await count()).toBe(before);
  const failed = await lab.run('naive-dual-write/lost-message', '--record', 'on-failure', '--lab', 'naive');
  expect(failed).toMatchObject({ code: 1, report: { recording: expect.stringContaining('.sagarun') } });
  expect(await count()).toBe(before + 1);
  expect((await lab.cli('check', 'last')).code).toBe(1);
});

test('a file that cannot be written is told before anything starts, and so is a contradiction', async () => {
  expect(await lab.cli('run', 'approve', '--record-to', '/proc/none/x.sagarun')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--record-to /proc/none/x.sagarun: cannot write there: '),
  });
  expect(await lab.cli('run', 'approve', '--record', 'never', '--record-to', 'x')).toMatchObject({
    code: 2,
    stderr: '--record never and --record-to x contradict each other; leave one out.\n',
  });
});

test('a run that is killed in the middle leaves a recording that opens up to there', async () => {
  const args = [
    cliFile,
    'run',
    'approve',
    '--repeat-each',
    '1000',
    '--quiet',
    '--record-to',
    'killed.sagarun',
  ];
  const env = { ...process.env, SAGA_LAB_HOME: lab.folder };
  const running = spawn(process.execPath, args, { cwd: lab.folder, env, stdio: 'ignore' });
  const gone = new Promise((resolve) => running.once('close', resolve));
  const told = await waitUntil(
    async () => {
      const { code, stdout } = await lab.cli('runs', 'show', 'killed.sagarun', '--json');
      const scenarios = code === 0 ? (JSON.parse(stdout) as { told: unknown[] }).told.length : 0;
      return scenarios > 0 ? scenarios : undefined;
    },
    { signal: AbortSignal.timeout(60_000), everyMs: 100 },
  );
  running.kill('SIGKILL');
  await gone;
  const { code, stdout, stderr } = await lab.cli('inspect', 'killed.sagarun', '--json');
  expect(code).toBe(0);
  expect(stderr).toContain('The recording is cut off');
  const report = JSON.parse(stdout) as RunReport;
  expect(report).toMatchObject({ verdict: 'inconclusive', error: { code: 'interrupted' } });
  expect(report.scenarios.length).toBeGreaterThanOrEqual(told);
});
