import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliHome, type CliHome } from '../test/harness/cli-home.ts';
import type { SoakReport } from './report.ts';

let home: CliHome;
beforeAll(async () => {
  home = await cliHome();
});
afterAll(() => home.remove());

/** Milliseconds: more than the two minutes after which a soak gives up by itself, which says more than a test's time. */
const longerThanASoak = 240_000;

test(
  'hundreds of sagas while everything is killed: nothing lost, nothing made up, effects once',
  async () => {
    const args = [
      '--sagas',
      '400',
      '--clients',
      '4',
      '--every',
      '400ms',
      '--seed',
      '11',
      '--timeout',
      '2m',
      '--json',
    ];
    const { code, stdout, stderr } = await home.cli('soak', ...args);
    const report = JSON.parse(stdout) as SoakReport;
    expect({ bad: report.checks.filter(({ verdict }) => verdict !== 'pass'), unrest: report.unrest }).toEqual(
      {
        bad: [],
        unrest: undefined,
      },
    );
    expect({ code, verdict: report.verdict, acknowledged: report.load.acknowledged }).toEqual({
      code: 0,
      verdict: 'pass',
      acknowledged: 400,
    });
    expect(Object.values(report.kills).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
    expect(report.checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['nothing lost', 'nothing made up', 'answered once', 'credit-conserved']),
    );
    expect(stderr).toContain('checking');
    expect((await home.status()).state).toBe('down');
  },
  longerThanASoak,
);

test(
  'checkouts of the store while everything is killed: paid and sold once, or neither, and no card in clear',
  async () => {
    const args = [
      '--system',
      'store',
      '--sagas',
      '40',
      '--clients',
      '4',
      '--every',
      '3s',
      '--seed',
      '11',
      '--json',
    ];
    const { code, stdout } = await home.cli('soak', ...args);
    const report = JSON.parse(stdout) as SoakReport;
    expect({
      code,
      bad: report.checks.filter(({ verdict }) => verdict !== 'pass'),
      unrest: report.unrest,
      acknowledged: report.load.acknowledged,
    }).toEqual({ code: 0, bad: [], unrest: undefined, acknowledged: 40 });
    const looked = new Map(report.checks.map(({ name, checked }) => [name, checked]));
    for (const name of [
      'checkout: all terminal',
      'no-success-without-payment',
      'stock-conserved',
      'nothing in clear',
    ])
      expect({ name, checked: looked.get(name) ?? 0 }).toEqual({
        name,
        checked: expect.toSatisfy((n) => n > 0),
      });
    expect((await home.status()).state).toBe('down');
  },
  longerThanASoak,
);

test.each([[['--system', 'shop'], 'There is no system "shop"']])(
  '%j is refused with what is meant',
  async (args, message) => {
    const { code, stderr } = await home.cli('soak', ...args, '--quiet');
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  },
);

test.each([
  [['--kill', 'kafak'], '--kill: There is no process "kafak"; did you mean "kafka"?'],
  [['--sagas', 'many'], '--sagas must be a whole number from 1 to 1000000, not "many".'],
  [['--every', '2'], '--every must be a duration such as 500ms, 2s or 20m, not "2".'],
])('%j is refused with its fix', async (args, message) => {
  const { code, stderr } = await home.cli('soak', ...args, '--quiet');
  expect({ code, stderr }).toEqual({ code: 2, stderr: `${message}\n` });
});
