import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliHome, type CliHome } from '../test/harness/cli-home.ts';
import type { SoakReport } from './report.ts';

let home: CliHome;
beforeAll(async () => {
  home = await cliHome();
});
afterAll(() => home.remove());

test('hundreds of sagas while everything is killed: nothing lost, nothing made up, effects once', async () => {
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
  expect({ bad: report.checks.filter(({ verdict }) => verdict !== 'pass'), unrest: report.unrest }).toEqual({
    bad: [],
    unrest: undefined,
  });
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
});

test.each([
  [['--kill', 'kafak'], '--kill: There is no process "kafak"; did you mean "kafka"?'],
  [['--sagas', 'many'], '--sagas must be a whole number from 1 to 1000000, not "many".'],
  [['--every', '2'], '--every must be a duration such as 500ms, 2s or 20m, not "2".'],
])('%j is refused with its fix', async (args, message) => {
  const { code, stderr } = await home.cli('soak', ...args, '--quiet');
  expect({ code, stderr }).toEqual({ code: 2, stderr: `${message}\n` });
});
