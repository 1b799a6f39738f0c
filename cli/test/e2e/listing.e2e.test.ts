import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cliFolder } from '../harness/cli-folder.ts';
import { runCli } from '../harness/run-cli.ts';

const folder = cliFolder();
const cli = (...args: string[]) => folder.cli(...args);

describe('list and run --list', () => {
  test('print the scenarios of the package wherever one is', async () => {
    const { code, stdout } = await cli('list');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}customers-and-orders\/approve +smoke {2}The customer's credit/m);
    const json = JSON.parse((await cli('list', '--json')).stdout) as {
      scenarios: { name: string; system: string; tags: string[] }[];
    };
    const smoke = json.scenarios.filter(({ tags }) => tags.includes('smoke'));
    const listed = JSON.parse((await cli('run', '--list', '--json', '--tag', 'smoke')).stdout) as typeof json;
    expect(listed.scenarios).toEqual(smoke);
    expect((await cli('run', '--list', '--tag', 'smoke')).stdout).toBe(
      smoke.map(({ name, system }) => `${system}/${name}\n`).join(''),
    );
  });

  test('one’s own are there too; one that is not valid only matters to who asks for it', async () => {
    const own = join(folder.path, 'own');
    await mkdir(join(own, 'scenarios'), { recursive: true });
    await writeFile(join(own, 'scenarios/broken.yaml'), 'name: broken\nstep: []\n');
    const listed = await runCli(['list', '--names'], { cwd: own, env: folder.env });
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    expect(listed.stdout.split('\n')).toContain('approve');
    const asked = await runCli(['run', 'broken'], { cwd: own, env: folder.env });
    expect(asked.code).toBe(2);
    expect(asked.stderr).toMatch(
      /scenarios\/broken\.yaml:2:1: unknown field "step" in the file; did you mean "steps"\?/,
    );
  });
});

const idsOf = async (...args: string[]) =>
  (await cli('run', '--all', '--list', ...args)).stdout.trimEnd().split('\n');

describe('run --dry-run', () => {
  test('prints what would be done and expected, and starts nothing', async () => {
    const { code, stdout, stderr } = await cli(
      'run',
      'credit-exceeded',
      'approve',
      '--dry-run',
      '--retries',
      '2',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^1\/2 customers-and-orders\/credit-exceeded\n {2}\S*credit-exceeded\.yaml, limit 30\.0 s$/m,
    );
    expect(stdout).toMatch(/^ {4}POST order-service\/orders$/m);
    expect(stdout).toMatch(/^ {6}capture \{"orderId":"\$\.orderId"\}$/m);
    expect(stdout).toMatch(/^ {4}events OrderCreated, CustomerCreditReservationFailed, OrderRejected$/m);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(
      '2 scenarios would run, what does not pass up to 2 times more',
    );
    expect(existsSync(join(folder.path, 'home/labs'))).toBe(false);
  });

  test('as JSON: the plans, with faults and what is known of the variables', async () => {
    const { stdout } = await cli('run', 'consumer-crash-after-commit', '--dry-run', '--json', '--seed', '7');
    expect(JSON.parse(stdout)).toMatchObject({
      v: 1,
      repeatEach: 1,
      retries: 0,
      seed: 7,
      scenarios: [
        {
          name: 'consumer-crash-after-commit',
          timeoutMs: 60_000,
          faults: [{ at: 'customer-service.OrderCreated.after-commit', do: 'crash', when: 'once' }],
          steps: [
            { name: 'POST customer-service/customers' },
            { does: { json: { customerId: '{{customerId}}' } } },
          ],
        },
      ],
    });
  });

  test.each([['--dry-run'], ['--quiet', '--tag', 'smoke'], []])(
    'with --all %s: a file that is not valid is told, with exit code 2, and nothing is started',
    async (...flags) => {
      const own = join(folder.path, 'dry');
      await mkdir(join(own, 'scenarios'), { recursive: true });
      await writeFile(join(own, 'scenarios/broken.yaml'), 'name: broken\nstep: []\n');
      const { code, stdout, stderr } = await runCli(['run', '--all', ...flags], {
        cwd: own,
        env: folder.env,
      });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/scenarios\/broken\.yaml:2:1: unknown field "step"/);
      expect(stderr).not.toContain('ready');
    },
  );

  test('of one shard after another are all scenarios, each once', async () => {
    const shards = await Promise.all(['1/3', '2/3', '3/3'].map((shard) => idsOf('--shard', shard)));
    expect(shards.flat().sort()).toEqual((await idsOf()).sort());
    for (const shard of shards) expect(shard.length).toBeGreaterThan(0);
  });

  test('a shard that is empty is no mistake: it is over at once, with its documents', async () => {
    const args = ['run', 'approve', '--shard', '2/2', '--reporter', 'tap', '--artifacts', 'empty'];
    const { code, stdout, stderr } = await cli(...args);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'TAP version 14\n1..0\n' });
    expect(stderr).toBe('Shard 2/2 of 1 scenario is empty: there is nothing to run.\n');
    expect(JSON.parse(await readFile(join(folder.path, 'empty/report.json'), 'utf8'))).toMatchObject({
      verdict: 'pass',
      scenarios: [],
    });
  });
});
