import type { System } from '../systems/system.ts';

const customersAndOrders = `steps:
  - post: customer-service/customers
    json: { name: Jane Doe, creditLimit: { amount: 50 } }
    capture: { customerId: $.customerId }
  - post: order-service/orders
    json: { customerId: '{{customerId}}', orderTotal: { amount: 10 } }
    capture: { orderId: $.orderId }
expect:
  - eventually:
      get: order-service/orders/{{orderId}}
      json: { orderState: APPROVED }
      within: 5s
  - events: [OrderCreated, CustomerCreditReserved, OrderApproved]
`;

/** A scenario to begin with: it passes as it is, and shows what there is to change. */
export function scenarioTemplate(name: string, system: System): string {
  return `# Format: docs/formats.md; \`saga-lab schema scenario\` prints it as JSON Schema.
name: ${name}
system: ${system.name}
about: What this story shows.
tags: []
${system.name === 'customers-and-orders' ? customersAndOrders : healthOf(system)}invariants: all
`;
}

function healthOf({ services }: System): string {
  const [service, { health }] = Object.entries(services)[0] ?? ['service', { health: '/health' }];
  return `steps:
  - get: ${service}${health}
expect:
  - eventually: { get: '${service}${health}', within: 5s }
`;
}
