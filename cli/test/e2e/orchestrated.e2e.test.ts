import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunReport, ScenarioReport } from '../../scenario/report.ts';
import { ancestry } from '../harness/ancestry.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';

const names = [
  'approve',
  'credit-exceeded',
  'unknown-customer',
  'two-sagas-one-customer',
  'customer-service-down-then-up',
];

let lab: CliHome;
beforeAll(async () => {
  lab = await cliHome();
});
afterAll(() => lab.remove());

describe('Customers and Orders, orchestrated', () => {
  let code: number | null;
  let report: RunReport;
  beforeAll(async () => {
    ({ code, report } = await lab.run(...names.map((name) => `orchestrated-orders/${name}`)));
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
      expect(invariants).toHaveLength(10);
      for (const { verdict } of invariants) expect(['pass', 'not-applicable']).toContain(verdict);
    }
  });

  test('approve: from the gateway to the lock that is given back, link by link', () => {
    const { chain } = scenario('approve');
    const last = chain.find(({ kind, type, service }) => isUnlocking(kind, type, service));
    expect(ancestry(chain, last).map(({ kind, type, service }) => `${kind} ${type} ${service}`)).toEqual([
      'http POST api-gateway',
      'http POST orders',
      'row insert orders',
      'outbox ReserveCredit orders',
      'relay ReserveCredit relay',
      'record ReserveCredit orders',
      'handled ReserveCredit customers',
      'row insert customers',
      'outbox CustomerCreditReserved customers',
      'relay CustomerCreditReserved relay',
      'record CustomerCreditReserved customers',
      'handled CustomerCreditReserved orders',
      'row update orders',
      'outbox SagaUnlock orders',
      'relay SagaUnlock relay',
      'record SagaUnlock orders',
      'handled SagaUnlock customers',
      'row delete customers',
    ]);
  });

  test('two sagas: what waited in the stash is answered by what gives the lock back', async () => {
    let { chain } = scenario('two-sagas-one-customer');
    const before = (): string[] => {
      const refusal = chain.find(
        ({ kind, type }) => kind === 'outbox' && type === 'CustomerCreditLimitExceeded',
      );
      return ancestry(chain, refusal).map(({ kind, type }) => `${kind} ${type}`);
    };
    // The first keeps the lock for 1.5 s: on a machine that stands still that long they do not meet.
    for (let more = 3; more > 0 && !before().includes('handled SagaUnlock'); more -= 1)
      chain = (await lab.run('two-sagas-one-customer')).report.scenarios[0]?.chain ?? [];
    expect(before()).toContain('handled SagaUnlock');
    expect(before()).toContain('outbox CustomerCreditReserved');
  });
});

function isUnlocking(kind: string, type: string, service: string): boolean {
  return kind === 'row' && type === 'delete' && service === 'customers';
}

test('the choreographed system and the orchestrated one are up in one lab', async () => {
  const { code, report } = await lab.run('customers-and-orders/approve', 'orchestrated-orders/approve');
  expect({ code, verdict: report.verdict }).toEqual({ code: 0, verdict: 'pass' });
  expect(report.scenarios.map(({ system }) => system)).toEqual([
    'customers-and-orders',
    'orchestrated-orders',
  ]);
});
