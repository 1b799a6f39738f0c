import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { cliFolder } from './test/harness/cli-folder.ts';
import { cliFile } from './test/harness/run-cli.ts';

const exec = promisify(execFile);
const folder = cliFolder();
const cli = (...args: string[]) => folder.cli(...args);
beforeAll(() => writeFile(join(folder.path, 'a-file'), ''));

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
      join(folder.path, 'bad.yaml'),
      'name: bad\nsystem: customers-and-orders\nsteps:\n  - get: order-servce/orders\n',
    );
    const { code, stderr } = await cli('run', 'bad.yaml');
    expect(code).toBe(2);
    expect(stderr).toBe('bad.yaml:4:10: there is no service "order-servce"; did you mean "order-service"?\n');
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

test('a reader that goes away is no crash', async () => {
  const command = `node ${cliFile} schema report | head -c 1; echo " \${PIPESTATUS[0]}"`;
  const { stdout, stderr } = await exec('bash', ['-c', command], { cwd: folder.path });
  expect({ stdout, stderr }).toEqual({ stdout: '{ 0\n', stderr: '' });
});

test('a result that cannot be written is an internal error, never a pass', async () => {
  const readOnly = await open(join(folder.path, 'a-file'), 'r');
  const child = spawn(process.execPath, [cliFile, 'schema', 'report'], {
    cwd: folder.path,
    stdio: ['ignore', readOnly.fd, 'pipe'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number];
  await readOnly.close();
  expect({ code, said }).toEqual({ code: 70, said: expect.stringContaining('internal error: ') });
});
