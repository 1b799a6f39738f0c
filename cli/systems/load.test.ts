import { dirname } from 'node:path';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bundledSystems } from './bundled.ts';
import { loadSystem, parseSystem } from './load.ts';

const file = bundledSystems().get('customers-and-orders')!;
const text = readFileSync(file, 'utf8');

function errorOf(change: (text: string) => string): string {
  const changed = change(text);
  expect(changed).not.toBe(text);
  try {
    parseSystem('system.yaml', changed);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

test.each([...bundledSystems()])('%s is a valid system', async (name, path) => {
  const { system, folder } = await loadSystem(path);
  expect(system.name).toBe(name);
  expect(folder).toBe(dirname(path));
});

test('a file that is not there is a usage error that names it', async () => {
  await expect(loadSystem('/nowhere/system.yaml')).rejects.toThrow(
    /Cannot read the system file \/nowhere\/system\.yaml/,
  );
});

test('an unknown field is told with its place and the right name', () => {
  expect(
    errorOf((all) => all.replace('    health: /actuator/health', '    helth: /actuator/health')),
  ).toMatch(
    /^system\.yaml:\d+:5: unknown field "helth" in services\.order-service; did you mean "health"\?/m,
  );
});

test('an unknown kind of invariant names the kinds there are, and the nearest', () => {
  expect(errorOf((all) => all.replace('kind: effects-once', 'kind: effect-once'))).toMatch(
    /^system\.yaml:\d+:\d+: invariants\.effects-once\.kind must be outbox-equals-topics \| .*, not "effect-once"; did you mean "effects-once"\?$/,
  );
  expect(errorOf((all) => all.replace('kind: effects-once', 'about: nothing'))).toMatch(
    /invariants\.effects-once\.kind is missing \(outbox-equals-topics \| /,
  );
});

test.each([
  [
    'service: customer-service\n    inbox',
    'service: custmer-service\n    inbox',
    /there is no service "custmer-service"; did you mean "customer-service"/,
  ],
  [
    'views: [customers, orders]',
    'views: [customer, orders]',
    /consumers\.order-history\.views\[0\]: there is no view "customer"; did you mean "customers"/,
  ],
  [
    'table: credit_reservations',
    'table: reservations',
    /invariants\.credit-conserved\.left\.table: there is no table of customer-db "reservations"/,
  ],
  [
    'customer-db: { service',
    'customers-db: { service',
    /messaging\.customers-db: there is no database "customers-db"; did you mean "customer-db"/,
  ],
])('%j as %j points at nothing, and the error says where', (from, to, message) => {
  expect(errorOf((all) => all.replace(from, to))).toMatch(message);
  expect(errorOf((all) => all.replace(from, to))).toMatch(/^system\.yaml:\d+:\d+: /);
});

test.each(['kafka', 'postgres', 'mongo', 'rabbitmq', 'relay'])(
  'a service is not called %s, as a process of every lab is',
  (name) => {
    const change = (all: string) => all.replaceAll('order-service', name);
    expect(errorOf(change)).toMatch(/^system\.yaml:\d+:\d+: /);
    expect(errorOf(change)).toContain(
      `services.${name}: a lab has a process "${name}" of its own; name the service otherwise, such as "${name}-service"`,
    );
  },
);
