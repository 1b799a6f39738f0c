import { expect, test } from 'vitest';
import { parseScenario } from '../../scenario/load.ts';
import { withinReach } from './within-reach.ts';

const scenario = (name: string, step: string) =>
  parseScenario(`${name}.yaml`, `{ name: ${name}, system: shop, about: a story, steps: [${step}] }`);

const own = {
  services: { orders: 'http://127.0.0.1:1' },
  logs: { orders: '/orders.log', relay: '/relay.log' },
};
const external = { stack: 'external', ...own } as const;

const placed = scenario('placed', '{ post: orders/orders }');
const relayDown = scenario('relay-down', '{ stop: relay }');
const brokerDown = scenario('broker-down', '{ post: orders/orders }, { stop: kafka }, { start: kafka }');

test.each(['embedded', 'compose'] as const)(
  'on %s a lab stops its own servers as well as its services',
  (stack) => {
    const all = [placed, relayDown, brokerDown];
    expect(withinReach(all, { ...own, stack }, false)).toEqual({ scenarios: all, skipped: [] });
  },
);

test('on servers that are not the lab’s what needs to stop one is left out by name, with the step', () => {
  const why = expect.stringMatching(/^its step "stop: kafka" needs a server of the lab's own/);
  expect(withinReach([placed, relayDown, brokerDown], external, false)).toEqual({
    scenarios: [placed, relayDown],
    skipped: [{ name: 'broker-down', system: 'shop', why }],
  });
});

test.each<[string, boolean, readonly (typeof placed)[]]>([
  ['was asked for by its name', true, [placed, brokerDown]],
  ['is all that was asked for', false, [brokerDown]],
])('and refused where it %s', (_, byName, chosen) => {
  expect(() => withinReach(chosen, external, byName)).toThrow(
    /^shop\/broker-down cannot be run here: its step "stop: kafka".*embedded stack\.$/,
  );
});

test('a service that runs already is nobody’s to stop here', () => {
  const ordersDown = scenario('orders-down', '{ kill: orders }');
  expect(withinReach([ordersDown], external, true).scenarios).toEqual([ordersDown]);
  expect(() => withinReach([ordersDown], { ...external, logs: {} }, true)).toThrow(
    'its step "kill: orders" needs a service of the lab\'s own, and this one runs already',
  );
});
