import { describe, expect, test } from 'vitest';
import { chainOf } from '../model/chain.ts';
import { createModel, fold } from '../model/model.ts';
import { playOrder } from '../model/testing/play.ts';
import type { System } from '../systems/system.ts';
import { customersAndOrders as system } from '../test/harness/customers-and-orders.ts';
import { observedIn } from './observed-in.ts';

const urls: Record<string, string> = Object.fromEntries(
  Object.keys(system.services).map((name) => [name, 'http://127.0.0.1:1']),
);
const lines = Object.fromEntries(
  ['order-service', 'order-history-service', 'relay'].map((name) => [name, `/lines/${name}`]),
);

/** Labels of what is missing of an order whose event nobody relayed, or nobody handled. */
function missingIn(observed: System, what: Parameters<typeof playOrder>[2]): string[] {
  const { world, order } = playOrder(system, 40, what);
  const model = createModel(observed);
  for (const { observation } of world.told) fold(model, observation);
  return chainOf(model, [order.request.id])
    .filter(({ kind }) => kind === 'missing')
    .map(({ type, service }) => `${type} ${service}`);
}

describe('of a lab one of whose services runs elsewhere', () => {
  const observed = observedIn(system, { services: urls, lines });

  test('only that service writes no lines, and relays for itself', () => {
    const without = Object.entries(observed.services).filter(([, service]) => !service.lines);
    expect(without.map(([name]) => name)).toEqual(['customer-service']);
    expect(Object.entries(observed.messaging).map(([name, { relay }]) => `${name} ${relay}`)).toEqual([
      'order-db lab',
      'customer-db none',
    ]);
  });

  test('the relay of the others is expected as ever; of that service what is seen on the topic', () => {
    expect(missingIn(observed, { unrelayed: ['OrderCreated'] })).toEqual(['relay relay']);
    expect(missingIn(observed, { unrelayed: ['CustomerCreditReserved'] })).toEqual([
      'record customer-service',
    ]);
    expect(missingIn(system, { unrelayed: ['CustomerCreditReserved'] })).toEqual(['relay relay']);
  });
});

test('a service that the system file gives a URL is such a one in every lab', () => {
  const services = {
    ...system.services,
    'order-service': { ...system.services['order-service']!, url: 'http://orders.test' },
  };
  const observed = observedIn({ ...system, services }, { services: {}, lines: {} });
  expect(observed.services['order-service']?.lines).toBe(false);
  expect(observed.services['customer-service']?.lines).toBe(true);
});
