import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../../../test/harness/customers-and-orders.ts';
import { onRabbitMq } from '../../../model/testing/on-rabbitmq.ts';
import { playOrder } from '../../../model/testing/play.ts';
import { chainOf } from '../../../model/chain.ts';
import type { Hop } from '../../../model/hop.ts';
import { lookOf } from '../testing/look.ts';
import { commandsOf } from './commands-of.ts';
import { selectText } from './sql.ts';
import { shellLine } from './words.ts';

test('a shell reads every word back as it was', () => {
  const words = fc.array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        "it's",
        '$HOME',
        '`id`',
        '\\',
        '"',
        '\n',
        '-n',
        '!',
        '\u001B]52;c;\u0007',
        '\r',
        '\u009B',
        '\u202E',
        "\t1'",
      ),
    ),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(words, (given) => {
      fc.pre(given.every((word) => !word.includes('\0')));
      const line = shellLine('printf', '%s\\0', ...given);
      expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      const printed = execFileSync('bash', ['-c', line], { encoding: 'utf8' });
      expect(printed.split('\0').slice(0, -1)).toEqual(given);
    }),
    { numRuns: 40 },
  );
});

test('a query quotes what needs it, and asks for null as SQL does', () => {
  expect(selectText('Order', { id: "o'k", part: null })).toBe(
    `select * from "Order" where id = 'o''k' and part is null`,
  );
});

/** A row of which only its hop matters. */
function subjectOf(hop: Hop) {
  const row = { id: '', picks: null, hops: [], cells: [], fields: () => ({}), detail: () => null };
  return { row, system: system.name, hop, cause: null, effects: [], value: null, changes: [], clocks: [] };
}

/** The command for the first hop of a kind. */
function commandOf(kind: Hop['kind'], endpoints = true): string | undefined {
  const { world, correlations } = playOrder(system);
  const look = lookOf(system, world.told);
  const hop = chainOf(world.model(), correlations).find((each) => each.kind === kind)!;
  const { endpoints: known, ...session } = look.session;
  const seen = { ...look, session: endpoints && known ? { ...session, endpoints: known } : session };
  return commandsOf(subjectOf(hop), seen)[0]?.text;
}

test('every kind of hop that stands somewhere has its command', () => {
  expect(commandOf('row')).toContain(`-c "select * from customers where id = '1'"`);
  expect(commandOf('saga')).toContain(`-c "select * from orders where id = '17'"`);
  expect(commandOf('relay')).toBe('kcat -b 127.0.0.1:9092 -C -t Customer -p 0 -o 0 -c 1');
  expect(commandOf('handled')).toBe('kcat -b 127.0.0.1:9092 -C -t Customer -p 0 -o 0 -c 1');
});

test('on RabbitMQ there is no kcat: its own tool tells of queues, and the lab of what is set aside', () => {
  const { world, correlations } = playOrder(system);
  const told = onRabbitMq(world);
  const chain = chainOf(world.model(told), correlations);
  let management: string | undefined = 'http://127.0.0.1:25672';
  const commands = (kind: Hop['kind'], broker: string, hop = chain.find((each) => each.kind === kind)!) => {
    const look = lookOf(system, told);
    const endpoints = { ...look.session.endpoints!, broker, ...(management !== undefined && { management }) };
    return commandsOf(subjectOf(hop), { ...look, session: { ...look.session, endpoints } }).map(
      ({ text }) => text,
    );
  };
  expect(commands('record', 'amqp://lab:secret@127.0.0.1:5672/shop')).toEqual([
    'rabbitmqadmin --host 127.0.0.1 --port 25672 --username lab --password secret --vhost shop list bindings',
  ]);
  expect(commands('handled', 'amqp://127.0.0.1')).toEqual([
    'rabbitmqadmin --host 127.0.0.1 --port 25672 --vhost / list queues',
  ]);
  const handled = chain.find(({ kind }) => kind === 'handled')!;
  expect(commands('parked', 'amqp://127.0.0.1', { ...handled, kind: 'parked' })).toEqual([
    `npx saga-lab parked show ${handled.ref.consumer} Customer 1`,
    'rabbitmqadmin --host 127.0.0.1 --port 25672 --vhost / list queues',
  ]);
  management = undefined;
  expect(commands('handled', 'amqp://lab:secret@mq.example/shop')).toEqual([
    `# where the management of RabbitMQ at mq.example listens is not known: rabbitmqadmin --host, --port and list queues`,
  ]);
});

test('without a lab the addresses are those one would have', () => {
  expect(commandOf('record', false)).toBe('kcat -b localhost:9092 -C -t Customer -p 0 -o 0 -c 1');
  expect(commandOf('row', false)).toMatch(/^psql postgres:\/\/\/customer-db /);
});

test('the last request with its body', () => {
  const { world } = playOrder(system);
  const look = lookOf(system, [
    ...world.told,
    {
      source: 'lab',
      observation: {
        kind: 'request',
        seq: 1000,
        seenMs: 1,
        id: 'r1',
        correlation: 'r1',
        service: 'order-service',
        method: 'POST',
        path: '/orders',
        status: 200,
        ms: 1,
        requestBody: { name: "O'Neill" },
      },
    },
  ]);
  const hop = chainOf(look.ledger.models.get(system.name)!, ['r1'])[0]!;
  expect(commandsOf(subjectOf(hop), look)[0]?.text).toBe(
    `curl -i -X POST http://127.0.0.1:8081/orders -H 'content-type: application/json' -d '{"name":"O'\\''Neill"}'`,
  );
});
