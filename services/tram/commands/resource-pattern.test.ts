import { expect, test } from 'vitest';
import { matchResource } from './resource-pattern.ts';

test.each([
  ['/customers/{customerId}', '/customers/7', { customerId: '7' }],
  [
    '/customers/{customerId}/orders/{orderId}',
    '/customers/7/orders/x-1',
    { customerId: '7', orderId: 'x-1' },
  ],
  ['/customers', '/customers', {}],
  ['/customers/{customerId}', '/customers/', undefined],
  ['/customers/{customerId}', '/customers/7/orders', undefined],
  ['/customers/{customerId}', '/orders/7', undefined],
])('%s of %s: %j', (pattern, resource, variables) => {
  expect(matchResource(pattern, resource)).toEqual(variables);
});
