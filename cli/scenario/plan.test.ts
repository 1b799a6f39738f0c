import { describe, expect, test } from 'vitest';
import { parseScenario } from './load.ts';
import { planOf } from './plan.ts';
import { story, system } from './testing/story.ts';

const plan = (text: string, given: ReadonlyMap<string, unknown> = new Map()) =>
  planOf(parseScenario('story.yaml', text), system, given, 30_000);

describe('the plan of a scenario', () => {
  test('names its steps and expectations as the report of a run does', () => {
    const { steps, expectations } = plan(story);
    expect(steps.map(({ name }) => name)).toEqual([
      'POST customer-service/customers',
      'POST order-service/orders',
    ]);
    expect(expectations.map(({ name }) => name.split(' ')[0])).toEqual([
      'eventually',
      'events',
      'rows',
      'view',
    ]);
  });

  test('fills in the variables that are known, type and all', () => {
    expect(plan(story)).toMatchObject({
      variables: { limit: 50 },
      steps: [{ does: { json: { name: 'Jane', creditLimit: { amount: 50 } } } }, {}],
    });
    const given = plan(story, new Map([['limit', 7n]]));
    expect(given.steps[0]?.does.json).toEqual({ name: 'Jane', creditLimit: { amount: 7n } });
  });

  test('what an answer will bring keeps its name', () => {
    const { steps, expectations } = plan(story);
    expect(steps[1]?.does.json).toMatchObject({ customerId: '{{customerId}}' });
    expect(expectations[0]?.holds.eventually?.get).toBe('order-service/orders/{{orderId}}');
  });

  test('nothing is drawn: what is random is so at every run', () => {
    const drawn = plan(story.replace('vars: { limit: 50 }', "vars: { limit: 50, who: 'jane-{{random}}' }"));
    expect(drawn.variables).toEqual({ limit: 50, who: 'jane-{{random}}' });
  });

  test('a variable that a step captures is known before it, and no longer after', () => {
    const text = story.replace('vars: { limit: 50 }', 'vars: { limit: 50, orderId: 17 }');
    const before = text.replace('steps:', "steps:\n  - get: 'order-service/orders/{{orderId}}'");
    const { steps, expectations } = plan(before);
    expect(steps[0]?.name).toBe('GET order-service/orders/17');
    expect(expectations[0]?.name).toContain('order-service/orders/{orderId}');
  });

  test.each([
    ['all', Object.keys(system.invariants)],
    ['none', []],
    ['[effects-once]', ['effects-once']],
  ])('invariants: %s', (invariants, names) => {
    expect(plan(`${story}invariants: ${invariants}\n`).invariants).toEqual(names);
  });

  test('its own limit stands, else the one of the run', () => {
    expect(plan(story).timeoutMs).toBe(30_000);
    expect(plan(`timeout: 2s\n${story}`).timeoutMs).toBe(2_000);
  });
});
