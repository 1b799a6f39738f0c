import { expect, test } from 'vitest';
import { debeziumSystem } from '../../test/harness/foreign-systems.ts';
import { checkRabbit } from './check-rabbit.ts';
import type { RabbitFound } from './look-at-rabbit.ts';
import { wantedRabbit, type WantedRabbit } from './wanted-rabbit.ts';

const url = 'amqp://lab:secret@127.0.0.1:5672/shop';
const wanted: WantedRabbit = {
  exchanges: ['order.events'],
  queues: [{ queue: 'shipments.order.events', exchange: 'order.events', isNamed: true }],
  publishes: true,
};
const nothing: RabbitFound = { version: '3.10.8', exchanges: new Set(), queues: new Map(), refused: [] };
const all: RabbitFound = {
  ...nothing,
  exchanges: new Set(['order.events']),
  queues: new Map([['shipments.order.events', 1]]),
};

const textsOf = (found: RabbitFound, what = wanted, makes = false, at = url) =>
  checkRabbit(what, found, at, makes).map(
    ({ name, state, detail, fix }) => `${state} ${name}: ${detail}${fix === undefined ? '' : ` -> ${fix}`}`,
  );

test('what is there is well', () => {
  expect(textsOf(all)).toEqual([
    'ok exchange order.events: there',
    'ok queue shipments.order.events: 1 message ready',
    'ok permissions: lab may read and write the exchanges',
  ]);
});

test('what is missing has the command that makes it, with a place for the password', () => {
  const admin = 'rabbitmqadmin --host 127.0.0.1 --username lab --password … --vhost shop';
  expect(textsOf(nothing)).toEqual([
    `broken exchange order.events: there is none -> mend its name in topics, or make it: ${admin} declare exchange name=order.events type=fanout durable=true`,
    `broken queue shipments.order.events: there is none -> mend the consumer and its topic in consumers, or make it: ${admin} declare queue name=shipments.order.events durable=true && ${admin} declare binding source=order.events destination=shipments.order.events routing_key='#'`,
    'note permissions: not known before there is an exchange',
  ]);
});

test('the password that rabbitmqadmin takes by itself has no place there', () => {
  for (const at of ['amqp://127.0.0.1', 'amqp://guest:guest@127.0.0.1'])
    expect(textsOf(nothing, wanted, false, at)[0]).toContain(
      'rabbitmqadmin --host 127.0.0.1 --username guest --vhost / declare exchange',
    );
});

test('where AMQP has another port than usual, so has the management, and nobody says which', () => {
  expect(textsOf(nothing, wanted, false, 'amqp://127.0.0.1:25672')[0]).toContain(
    'rabbitmqadmin --host 127.0.0.1 --port … --username guest',
  );
});

test('before a lab starts, what it makes itself is not missing', () => {
  expect(textsOf(nothing, wanted, true).slice(0, 2)).toEqual([
    'ok exchange order.events: missing; the lab makes it',
    'ok queue shipments.order.events: missing; the lab makes it',
  ]);
});

test('a right that lacks is told in the words of the server, with the least that mends it', () => {
  const refused = ["access to exchange 'order.events' in vhost 'shop' refused for user 'lab'"];
  const own = String.raw`'^(saga-lab-probe-.*|order\.events|shipments\.order\.events|shipments\.order\.events\.dead|amq\.default)$'`;
  expect(textsOf({ ...all, refused }).at(-1)).toBe(
    `broken permissions: ${refused[0]} -> rabbitmqctl set_permissions -p shop lab ${own} ${own} ${own} (in place of those that it has)`,
  );
  const looking = { ...wanted, publishes: false };
  expect(textsOf({ ...all, refused }, looking).at(-1)).toContain(
    `lab '^saga-lab-probe-' '^saga-lab-probe-' ${own} (`,
  );
});

test('a service that is not built on tram may call its queue as it likes', () => {
  const found = textsOf(nothing, wantedRabbit(debeziumSystem)).filter((text) => text.includes(' queue '));
  expect(found).toHaveLength(2);
  for (const text of found) expect(text).toMatch(/^note queue .* as tram has it -> nothing to do/);
});
