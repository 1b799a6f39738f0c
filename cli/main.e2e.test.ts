import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cliFile, runCli } from './test/harness/run-cli.ts';

const exec = promisify(execFile);
let cwd: string;
let env: Record<string, string>;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'saga-lab-cli-'));
  env = { SAGA_LAB_HOME: join(cwd, 'home') };
  await writeFile(join(cwd, 'a-file'), '');
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const cli = (...args: string[]) => runCli(args, { cwd, env });

describe('help', () => {
  test.each([[['--help']], [['help']], [[]]])(
    'saga-lab %j leads with what there is to do, on stdout',
    async (args) => {
      const { code, stdout, stderr } = await cli(...args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/Usage: saga-lab/);
      expect(stdout).toMatch(/\$ saga-lab run approve/);
      expect(stdout).toMatch(/Exit codes: 0 pass/);
    },
  );

  test('the version is that of the package', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    expect(await cli('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('a mistake is exit code 2, and names the right thing', () => {
  test.each([
    [['rnu'], /unknown command 'rnu'\n\(Did you mean run\?\)/],
    [['run', 'approve', '--reporte', 'json'], /unknown option '--reporte'\n\(Did you mean --reporter\?\)/],
    [['run', 'aprove'], /There is no scenario "aprove"; did you mean "approve"\?/],
    [['run', 'customers-and-orders/cancle'], /did you mean "customers-and-orders\/cancel"\?/],
    [['run', 'nowhere.yaml'], /Cannot read the scenario nowhere\.yaml/],
    [['run'], /Which scenarios\? Give names \(approve, .*\), --tag, --grep, --last-failed or --all\./],
    [['run', '--tag', 'nope'], /No scenario has the tag nope/],
    [['run', '--grep', 'nope'], /No scenario matches nope/],
    [['run', '--grep', '('], /--grep must be a regular expression, such as .*, not "\("/],
    [['run', '--all', '--shard', '3/2'], /--shard must be i\/n with i from 1 to n, .*, not "3\/2"/],
    [['run', '--last-failed'], /--last-failed: no run from this folder is remembered/],
    [['run', 'approve', '--retries', 'x'], /--retries must be a whole number from 0 to 100, not "x"/],
    [['run', 'approve', '--artifacts', 'a-file/out'], /--artifacts a-file\/out: cannot write there/],
    [['run', 'approve', '--reporter', 'jnuit'], /There is no reporter "jnuit"; did you mean "junit"\?/],
    [
      ['run', 'approve', '--reporter', 'json', '--reporter', 'tap'],
      /json and tap would both write to stdout/,
    ],
    [
      ['run', 'approve', '--reporter', 'junit=a-file/out.xml'],
      /--reporter junit=a-file\/out\.xml: cannot write/,
    ],
    [['run', 'approve', '--timeout', 'soon'], /--timeout must be a duration such as .*, not "soon"/],
    [['run', 'approve', '--var', 'amout=1'], /--var amout: the scenario reads no such variable/],
    [['run', 'approve', '--var', 'x'], /--var must be name=value, not "x"/],
    [
      ['run', 'approve', '--compose-file', 'shop.yaml'],
      /--compose-file only makes sense with --stack compose/,
    ],
    [['run', 'approve', '--stack', 'kubernetes'], /Allowed choices are embedded, compose, external/],
    [
      ['run', 'approve', '--stack', 'external', '--broker', 'b:1'],
      /needs --postgres \(or SAGA_LAB_POSTGRES, or postgres: in the config file\) for order-db of customers-and-orders and --mongodb/,
    ],
    [['run', 'approve', '--postgres', 'x'], /--postgres only makes sense with --stack external/],
    [['run', 'approve', '--system', 'nope'], /There is no system "nope"; there is "customers-and-orders"/],
    [['run', 'approve', '--lab', 'No Name'], /Lab name "No Name" is not valid/],
    [['schema', 'reports'], /There is no schema "reports"; did you mean "report"\?/],
    [['completion', 'tcsh'], /There is no completion for "tcsh"/],
    [['logs', '-n', 'many'], /--lines must be a whole number from 0, not "many"/],
    [['logs'], /Lab "default" has no logs/],
    [['new', 'My Story'], /lower-case letters, digits and dashes, not "My Story"/],
  ])('saga-lab %j', async (args, message) => {
    const { code, stdout, stderr } = await cli(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  test.each([
    [['run', 'aprove', '--reporter', 'json'], /There is no scenario "aprove"/],
    [['run', '--bogus', '--reporter=json'], /unknown option '--bogus'/],
    [['run', 'approve', '--rabbitmq', 'amqp://x', '--reporter', 'json'], /--rabbitmq only makes sense with/],
  ])('saga-lab %j still prints the document, with the error', async (args, message) => {
    const { code, stdout } = await cli(...args);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      v: 1,
      scenarios: [],
      error: { code: 'usage', message: expect.stringMatching(message) },
    });
  });

  test('in a file: its line, its column and the right name', async () => {
    await writeFile(
      join(cwd, 'bad.yaml'),
      'name: bad\nsystem: customers-and-orders\nsteps:\n  - get: order-servce/orders\n',
    );
    const { code, stderr } = await cli('run', 'bad.yaml');
    expect(code).toBe(2);
    expect(stderr).toBe('bad.yaml:4:10: there is no service "order-servce"; did you mean "order-service"?\n');
  });
});

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
    const own = join(cwd, 'own');
    await mkdir(join(own, 'scenarios'), { recursive: true });
    await writeFile(join(own, 'scenarios/broken.yaml'), 'name: broken\nstep: []\n');
    const listed = await runCli(['list', '--names'], { cwd: own, env });
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    expect(listed.stdout.split('\n')).toContain('approve');
    const asked = await runCli(['run', 'broken'], { cwd: own, env });
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
    expect(existsSync(join(cwd, 'home/labs'))).toBe(false);
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
      const own = join(cwd, 'dry');
      await mkdir(join(own, 'scenarios'), { recursive: true });
      await writeFile(join(own, 'scenarios/broken.yaml'), 'name: broken\nstep: []\n');
      const { code, stdout, stderr } = await runCli(['run', '--all', ...flags], { cwd: own, env });
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
    expect(JSON.parse(await readFile(join(cwd, 'empty/report.json'), 'utf8'))).toMatchObject({
      verdict: 'pass',
      scenarios: [],
    });
  });
});

describe('new', () => {
  test('says when the name is that of a scenario there is', async () => {
    const { code, stderr } = await cli('new', 'approve');
    expect(code).toBe(0);
    expect(stderr).toContain('there is a customers-and-orders/approve already');
    await rm(join(cwd, 'scenarios'), { recursive: true });
  });

  test('writes a scenario that can be run, and never over one that is there', async () => {
    const path = 'scenarios/customers-and-orders/mine.yaml';
    expect(await cli('new', 'mine')).toMatchObject({ code: 0, stdout: `${path}\n` });
    expect(await cli('run', '--list', 'mine')).toMatchObject({
      code: 0,
      stdout: 'customers-and-orders/mine\n',
    });
    const again = await cli('new', 'mine');
    expect(again).toMatchObject({ code: 2, stderr: `${path} is there already; choose another name.\n` });
  });
});

describe('schema', () => {
  test.each(['scenario', 'system', 'report'])('%s is a JSON Schema', async (what) => {
    const { code, stdout } = await cli('schema', what);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      $schema: expect.stringContaining('json-schema.org'),
      type: 'object',
    });
  });
});

describe('status and down of a lab that is not up', () => {
  test('are answers, not errors', async () => {
    const none = 'there is no lab default: saga-lab up starts one\n';
    expect(await cli('status')).toEqual({ code: 0, stdout: none, stderr: '' });
    const { code, stdout } = await cli('status', '--json', '--lab', 'other');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ v: 1, lab: 'other', state: 'down', services: [] });
    expect(await cli('down')).toEqual({ code: 0, stdout: '', stderr: 'there is no lab default\n' });
  });
});

describe('doctor', () => {
  test('says of each thing whether it is well', async () => {
    const { code, stdout } = await cli('doctor', '--json');
    expect(code).toBe(0);
    const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: { name: string; state: string }[] };
    expect(ok).toBe(true);
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'Node.js',
        'folder for labs',
        'PostgreSQL for the embedded stack',
        expect.stringMatching(/^port 8081 \(customers-and-orders order-service/),
      ]),
    );
  });

  test('names the fix of what is broken, and exits as starting a lab would', async () => {
    const { code, stdout } = await runCli(['doctor'], { cwd, env: { SAGA_LAB_HOME: join(cwd, 'a-file') } });
    expect(code).toBe(3);
    expect(stdout).toMatch(/✗ folder for labs: .*\n {4}fix: make it writable, or set SAGA_LAB_HOME/);
  });
});

describe('completion', () => {
  test('for bash is a script that bash takes, and completes commands, options and scenarios', async () => {
    const { stdout } = await cli('completion', 'bash');
    const complete = (words: string) =>
      exec(
        'bash',
        [
          '-c',
          `${stdout}\nsaga-lab() { node ${cliFile} "$@"; }\nCOMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]}-1)); _saga_lab; printf '%s\\n' "\${COMPREPLY[@]}"`,
        ],
        { cwd },
      );
    expect((await complete('saga-lab st')).stdout).toBe('status\n');
    expect((await complete('saga-lab run --repo')).stdout).toBe('--reporter\n');
    expect((await complete('saga-lab run unk')).stdout).toBe('unknown-customer\n');
  });

  test.each(['zsh', 'fish'])('for %s knows every command', async (shell) => {
    const { code, stdout } = await cli('completion', shell);
    expect(code).toBe(0);
    for (const name of [
      'run',
      'list',
      'up',
      'status',
      'down',
      'logs',
      'doctor',
      'new',
      'schema',
      'completion',
    ])
      expect(stdout).toContain(name);
  });
});

test('a reader that goes away is no crash', async () => {
  const command = `node ${cliFile} schema report | head -c 1; echo " \${PIPESTATUS[0]}"`;
  const { stdout, stderr } = await exec('bash', ['-c', command], { cwd });
  expect({ stdout, stderr }).toEqual({ stdout: '{ 0\n', stderr: '' });
});

test('a result that cannot be written is an internal error, never a pass', async () => {
  const readOnly = await open(join(cwd, 'a-file'), 'r');
  const child = spawn(process.execPath, [cliFile, 'schema', 'report'], {
    cwd,
    stdio: ['ignore', readOnly.fd, 'pipe'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number];
  await readOnly.close();
  expect({ code, said }).toEqual({ code: 70, said: expect.stringContaining('internal error: ') });
});
