import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LabStatus } from '../../stack/status.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';

let lab: CliHome;
let ordersUrl: string;
let customerId: number;

beforeAll(async () => {
  lab = await cliHome();
  const { stdout } = await lab.cli('up', '--detach', '--json', '--quiet');
  const { services } = JSON.parse(stdout) as LabStatus;
  const urlOf = (name: string) => services.find((each) => each.name === name)?.url ?? expect.fail(name);
  ordersUrl = `${urlOf('order-service')}/orders`;
  const customer = { name: 'Jane Doe', creditLimit: { amount: 100 } };
  ({ customerId } = await post<{ customerId: number }>(`${urlOf('customer-service')}/customers`, customer));
  await writeFile(join(lab.folder, 'late.yaml'), late);
  await writeFile(join(lab.folder, 'never.yaml'), never);
});
afterAll(() => lab.remove());

async function post<T>(url: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers });
  return (await response.json()) as T;
}

const anOrder = `
system: customers-and-orders
vars: { customerId: 0, wanted: 0 }
steps:
  - post: order-service/orders
    json: { customerId: '{{customerId}}', orderTotal: { amount: 1 } }
    capture: { orderId: $.orderId }
`;
/** Order ids count up, so an attempt after the first brings about the order that is wanted. */
const late = `name: late${anOrder}  - get: 'order-service/orders/{{wanted}}'\n`;
const never = `name: never${anOrder}  - get: 'order-service/orders/{{orderId}}'\n    status: 404\n`;

/** The id of the order that is placed so many orders from now. */
async function orderIn(count: number): Promise<string> {
  const { orderId } = await post<{ orderId: number }>(ordersUrl, { customerId, orderTotal: { amount: 1 } });
  return String(orderId + count);
}

const customer = () => ['--var', `customerId=${customerId}`] as const;
const runLate = async (attempt: number, ...args: string[]) =>
  lab.run('late.yaml', ...customer(), '--var', `wanted=${await orderIn(attempt)}`, ...args);

describe('--retries', () => {
  test('without them the run fails', async () => {
    expect(await runLate(2)).toMatchObject({ code: 1, report: { verdict: 'fail' } });
  });

  test('a scenario that passes when it is run again is flaky, and the run passes', async () => {
    const { code, report } = await runLate(2, '--retries', '2');
    expect(code).toBe(0);
    expect(report).toMatchObject({
      verdict: 'pass',
      scenarios: [
        {
          name: 'late',
          verdict: 'pass',
          flaky: true,
          attempt: 2,
          earlier: [{ attempt: 1, verdict: 'fail' }],
        },
      ],
    });
    expect(report.scenarios).toHaveLength(1);
  });

  test('with --fail-on-flaky that is exit code 5, and the document still says pass', async () => {
    const { code, report } = await runLate(2, '--retries', '1', '--fail-on-flaky');
    expect({ code, verdict: report.verdict }).toEqual({ code: 5, verdict: 'pass' });
  });

  test('with --fail-on-flaky a scenario that passes at once is none', async () => {
    const { code, report } = await runLate(1, '--retries', '1', '--fail-on-flaky');
    expect({ code, attempt: report.scenarios[0]?.attempt }).toEqual({ code: 0, attempt: 1 });
  });

  test('one that never passes fails, after so many attempts', async () => {
    const { code, stdout } = await lab.cli(
      'run',
      'never.yaml',
      '--var',
      `customerId=${customerId}`,
      '--retries',
      '1',
      '--fail-on-flaky',
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL customers-and-orders\/never in .*, run again$/m);
    expect(stdout).toMatch(/^FAIL customers-and-orders\/never, attempt 2 in /m);
    expect(stdout).toMatch(/^FAIL 1 scenario: 1 failed in /m);
  });
});

describe('--last-failed and --max-failures', () => {
  test('only what did not pass is run again, until it passes', async () => {
    const wanted = ['--var', `wanted=${await orderIn(4)}`];
    const args = ['never.yaml', 'late.yaml', ...customer(), ...wanted];
    const first = await lab.run('approve', ...args);
    expect(first.report.scenarios.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['approve', 'pass'],
      ['never', 'fail'],
      ['late', 'fail'],
    ]);
    // One is enough to stop: the other did not run, and is not forgotten.
    const second = await lab.run('--last-failed', '--max-failures', '1', ...customer(), ...wanted);
    expect(second.report.scenarios.map(({ name }) => name)).toEqual(['never']);
    const listed = await lab.cli('run', '--last-failed', '--list', ...customer(), ...wanted);
    expect(listed.stdout).toBe('customers-and-orders/never\ncustomers-and-orders/late\n');
    expect((await lab.run('approve')).code).toBe(0);
    const nothing = await lab.cli('run', '--last-failed');
    expect(nothing).toMatchObject({ code: 0, stderr: expect.stringMatching(/None of them failed/) });
  });
});

describe('--artifacts', () => {
  test('keeps reports, and the logs of the services while a scenario failed', async () => {
    const out = join(lab.folder, 'out');
    const names = ['run', 'approve', 'never.yaml', '--var', `customerId=${customerId}`, '--quiet'];
    expect(await lab.cli(...names, '--artifacts', 'out', '--reporter', 'dot')).toMatchObject({ code: 1 });
    expect((await readdir(out)).sort()).toEqual(['junit.xml', 'not-passed', 'report.json', 'summary.md']);
    const kept = ['customers-and-orders.never', 'run.html', 'run.sagarun'];
    expect((await readdir(join(out, 'not-passed'))).sort()).toEqual(kept);
    const explained = await lab.cli('explain', join(out, 'not-passed/run.sagarun'));
    expect(explained.stdout).toContain('customers-and-orders/never');
    const logs = join(out, 'not-passed/customers-and-orders.never');
    expect(await readdir(logs)).toContain('order-service.log');
    expect(JSON.parse(await readFile(join(out, 'report.json'), 'utf8'))).toMatchObject({ verdict: 'fail' });
    expect(await readFile(join(out, 'junit.xml'), 'utf8')).toMatch(
      /<testsuite name="customers-and-orders\/never" tests="\d+" failures="1"/,
    );
  });

  test('of a lab that is gone with the run too', async () => {
    const gone = ['--lab', 'own', '--artifacts', 'own', '--quiet'];
    const { code } = await lab.cli('run', 'never.yaml', '--var', 'customerId=1', ...gone);
    expect(code).toBe(1);
    const logs = await readdir(join(lab.folder, 'own/not-passed/customers-and-orders.never'));
    expect(logs).toContain('order-service.log');
  });
});
