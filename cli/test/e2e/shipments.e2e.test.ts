import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunReport, ScenarioReport } from '../../scenario/report.ts';
import { ancestry } from '../harness/ancestry.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';

const names = [
  'cancel-order-line',
  'create-order',
  'duplicate-delivery',
  'malformed-message-goes-to-the-dead-letter-queue',
  'relay-down-then-up',
  'shipment-service-down-then-up',
];

let lab: CliHome;
beforeAll(async () => {
  lab = await cliHome();
});
afterAll(() => lab.remove());

describe('the outbox example', () => {
  let code: number | null;
  let report: RunReport;
  beforeAll(async () => {
    ({ code, report } = await lab.run('--all', '--system', 'shipments'));
  });

  const scenario = (name: string): ScenarioReport =>
    report.scenarios.find((each) => each.name === name) ?? expect.fail(`no report of ${name}`);

  test('all of its stories pass', () => {
    expect(report.scenarios.map(({ name, verdict }) => [name, verdict])).toEqual(
      names.map((name) => [name, 'pass']),
    );
    expect(code).toBe(0);
  });

  test('every invariant of the system file was checked', () => {
    for (const { invariants } of report.scenarios) {
      expect(invariants).toHaveLength(8);
      for (const { verdict } of invariants) expect(['pass', 'not-applicable']).toContain(verdict);
    }
  });

  test('from the cancelled line of the order to that of the shipment, link by link', () => {
    const { chain } = scenario('cancel-order-line');
    const last = chain.findLast(
      ({ kind, type, service }) => kind === 'row' && type === 'update' && service === 'shipment-service',
    );
    expect(ancestry(chain, last).map(({ kind, type, service }) => `${kind} ${type} ${service}`)).toEqual([
      'http PUT order-service',
      'row update order-service',
      'outbox OrderLineUpdated order-service',
      'relay OrderLineUpdated relay',
      'record OrderLineUpdated order-service',
      'handled OrderLineUpdated shipment-service',
      'row update shipment-service',
    ]);
  });

  test('what cannot be read is parked, and what comes after it is handled', () => {
    const { chain } = scenario('malformed-message-goes-to-the-dead-letter-queue');
    const fates = chain.filter(({ kind }) => kind === 'parked' || kind === 'handled');
    expect(fates.map(({ kind, type }) => `${kind} ${type}`).sort()).toEqual([
      'handled OrderCreated',
      'handled OrderLineUpdated',
      'parked OrderLineUpdated',
    ]);
  });
});

test('its stories pass also when the relay polls', async () => {
  const { code, report } = await lab.run(
    'create-order',
    'relay-down-then-up',
    '--system',
    'shipments',
    '--relay',
    'polling',
  );
  expect({ code, verdict: report.verdict }).toEqual({ code: 0, verdict: 'pass' });
});
