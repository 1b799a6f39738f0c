import { describe, expect, test } from 'vitest';
import { customersAndOrders } from '../test/harness/customers-and-orders.ts';
import { bundledSystems, counterexamples } from '../systems/bundled.ts';
import { loadSystem } from '../systems/load.ts';
import { loadStoryOf, parseLoadStory } from './load-file.ts';

const sound = [...bundledSystems()].filter(([name]) => !counterexamples.has(name));

test.each(sound)('the load file of %s is valid, and about something', async (_, file) => {
  const story = await loadStoryOf(await loadSystem(file));
  expect(story.about).not.toBe('');
});

test('a system that names no load file is told how to', async () => {
  const loaded = {
    system: { ...customersAndOrders, load: undefined },
    file: '/own/system.yaml',
    folder: '/own',
  };
  await expect(loadStoryOf(loaded)).rejects.toThrow(
    'customers-and-orders has no load: name a load file in /own/system.yaml',
  );
});

const text = `saga: create-order
key: '{{orderId}}'
vars: { total: 1 }
mix: { total: [1, 2] }
start:
  post: order-service/orders
  json: { amount: '{{total}}' }
  capture: { orderId: $.orderId }
`;

describe('a mistake is told with its line and its fix:', () => {
  test.each([
    [
      'saga: create-order',
      'saga: create-ordr',
      '1:7: there is no saga "create-ordr"; did you mean "create-order"?',
    ],
    [
      'order-service',
      'orders-service',
      'there is no service "orders-service"; did you mean "order-service"?',
    ],
    ['orderId: $.', 'id: $.', 'nothing has set the variable "orderId" so far'],
    ['mix: { total:', 'mix: { totl:', 'there is no variable "totl"; did you mean "total"?'],
  ])('%s -> %s', (right, wrong, message) => {
    expect(() => parseLoadStory('load.yaml', text, customersAndOrders)).not.toThrow();
    expect(() => parseLoadStory('load.yaml', text.replace(right, wrong), customersAndOrders)).toThrow(
      message,
    );
  });
});
