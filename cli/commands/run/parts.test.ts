import { expect, test } from 'vitest';
import type { LoadedScenario } from '../../scenario/load.ts';
import type { RunReport } from '../../scenario/report.ts';
import type { LoadedSystem } from '../../systems/load.ts';
import { bySystem, merged } from './parts.ts';

const scenario = (system: string, name: string) =>
  ({ id: `${system}/${name}`, scenario: { system, name } }) as LoadedScenario;
const loaded = (name: string) => ({ system: { name } }) as LoadedSystem;

test('scenarios of one system run together, in the order in which the systems were asked for', () => {
  const asked = [scenario('orders', 'approve'), scenario('store', 'checkout'), scenario('orders', 'cancel')];
  const parts = bySystem(asked, [loaded('store'), loaded('orders')]);
  expect(
    parts.map(({ systems, scenarios }) => [
      systems.map(({ system }) => system.name),
      scenarios.map(({ id }) => id),
    ]),
  ).toEqual([
    [['orders'], ['orders/approve', 'orders/cancel']],
    [['store'], ['store/checkout']],
  ]);
});

const report = (verdict: RunReport['verdict'], name: string, durationMs: number): RunReport => ({
  v: 1,
  verdict,
  stack: 'embedded',
  lab: 'default',
  durationMs,
  scenarios: [
    { name, system: 's', verdict, durationMs, steps: [], expectations: [], invariants: [], chain: [] },
  ],
  notes: ['views are polled'],
});

test('one report tells of all parts: the worst verdict, all scenarios, every note once', () => {
  const all = merged([report('pass', 'approve', 100), report('fail', 'checkout', 50)]);
  expect(all).toMatchObject({ verdict: 'fail', durationMs: 150, notes: ['views are polled'] });
  expect(all.scenarios.map(({ name }) => name)).toEqual(['approve', 'checkout']);
});
