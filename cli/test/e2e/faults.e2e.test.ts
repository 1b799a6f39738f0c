import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Hop } from '../../model/hop.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';

let lab: CliHome;
beforeAll(async () => {
  lab = await cliHome();
});
afterAll(() => lab.remove());

const strikes = (chain: readonly Hop[] = []) =>
  chain.filter(({ injected }) => injected).map(({ kind, type, service }) => `${kind} ${type} ${service}`);

test('two crashes that an outbox and an inbox survive, each seen where it struck', async () => {
  const names = ['crash-between-publish-and-acknowledge', 'consumer-crash-before-commit'];
  const { code, report } = await lab.run(...names);
  expect({ code, verdict: report.verdict }).toEqual({ code: 0, verdict: 'pass' });
  expect(report.scenarios.map(({ chain }) => strikes(chain))).toEqual([
    ['fault crash relay'],
    ['fault crash customer-service'],
  ]);
  for (const { expectations } of report.scenarios)
    expect(expectations.find(({ name }) => name.startsWith('fault '))?.verdict).toBe('pass');
});

test('without an outbox the same crash loses a message, and an invariant proves it', async () => {
  const { code, report } = await lab.run('naive-dual-write/lost-message');
  expect({ code, verdict: report.verdict }).toEqual({ code: 1, verdict: 'fail' });
  const [scenario] = report.scenarios;
  expect(strikes(scenario?.chain)).toEqual(['fault crash order-service']);
  const convicted = scenario?.invariants.filter(({ verdict }) => verdict === 'fail');
  expect(convicted).toEqual([
    {
      name: 'every-order-terminal',
      verdict: 'fail',
      proof: [expect.stringMatching(/^create-order \d+ is PENDING since order-db xid \d+ at .*terminal:/)],
    },
  ]);
});

test('a counterexample is listed, and run by its name only', async () => {
  expect((await lab.cli('list', '--names')).stdout).toContain('lost-message\n');
  expect((await lab.cli('run', '--all', '--list')).stdout).not.toContain('naive');
  expect((await lab.cli('run', '--all', '--system', 'naive-dual-write', '--list')).stdout).toContain(
    'naive-dual-write/lost-message\n',
  );
});

test('--seed is in the report, and refused when it is none', async () => {
  const { code } = await lab.cli('run', 'approve', '--seed', 'seven', '--list');
  expect(code).toBe(2);
  const { report } = await lab.run('slow-projection', '--seed', '7');
  expect(report).toMatchObject({ verdict: 'pass', seed: 7 });
});
