import { expect, test } from 'vitest';
import { customersAndOrders } from '../test/harness/customers-and-orders.ts';
import { debeziumSystem } from '../test/harness/foreign-systems.ts';
import { requireServers, stackOf } from './stack-options.ts';

const external = {
  stack: 'external',
  broker: '127.0.0.1:9092',
  postgres: 'postgres://lab:secret@127.0.0.1/',
  mongodb: 'mongodb://127.0.0.1/',
} as const;

test('a MongoDB server may be a replica set of several hosts', () => {
  const mongodb = 'mongodb://lab:secret@one:27017,two:27018/?replicaSet=rs';
  expect(stackOf({ ...external, mongodb }, '/')).toMatchObject({ kind: 'external', mongodb });
});

test('RabbitMQ may stand in the place of Kafka', () => {
  const { stack, postgres, mongodb } = external;
  const rabbitmq = 'amqp://guest:guest@127.0.0.1:5672';
  expect(stackOf({ stack, postgres, mongodb, rabbitmq }, '/')).toMatchObject({
    kind: 'external',
    postgres,
    mongodb,
    rabbitmq,
  });
  expect(() => stackOf({ stack, postgres, mongodb, rabbitmq: '127.0.0.1:5672' }, '/')).toThrow(
    '--rabbitmq must be a URL such as amqp://',
  );
});

test('only servers that the systems need are asked for, each with what needs it', () => {
  const { stack, postgres } = external;
  const bare = stackOf({ stack }, '/');
  expect(() => requireServers(bare, [customersAndOrders])).toThrow(
    '--stack external needs --broker (or SAGA_LAB_BROKER, or broker: in the config file) for customers-and-orders' +
      ' and --postgres (or SAGA_LAB_POSTGRES, or postgres: in the config file) for order-db of customers-and-orders' +
      ' and --mongodb (or SAGA_LAB_MONGODB, or mongodb: in the config file) for order-history-db of customers-and-orders.',
  );
  const onRabbit = { ...debeziumSystem, broker: 'rabbitmq' } as const;
  const rabbitmq = 'amqp://guest:guest@127.0.0.1:5672';
  requireServers(stackOf({ stack, postgres, rabbitmq }, '/'), [onRabbit]);
  expect(() => requireServers(stackOf({ ...external }, '/'), [onRabbit])).toThrow(
    '--stack external needs --rabbitmq (or SAGA_LAB_RABBITMQ, or rabbitmq: in the config file) for shipments.',
  );
});

test('no server is asked for where its databases are given', () => {
  const url = 'postgres://lab@db/x';
  const given = { kind: 'external', broker: 'h:1', databases: { 'order-db': { url } } } as const;
  expect(() => requireServers(given, [debeziumSystem])).toThrow('for shipment-db of shipments.');
  requireServers({ ...given, databases: { ...given.databases, 'shipment-db': { url } } }, [debeziumSystem]);
});

test.each([
  ['postgres', 'mysql://lab:secret@127.0.0.1/'],
  ['postgres', 'postgres://'],
  ['mongodb', 'postgres://lab:secret@127.0.0.1/'],
])('--%s is not %s, and the answer keeps its password', (flag, url) => {
  const wrong = () => stackOf({ ...external, [flag]: url }, '/');
  expect(wrong).toThrow(`--${flag} must be a URL such as ${flag}://`);
  expect(wrong).not.toThrow('secret');
});

test('a compose file is found from where the command was called', () => {
  expect(stackOf({ stack: 'compose', composeFile: 'shop/compose.yaml' }, '/home/me')).toEqual({
    kind: 'compose',
    file: '/home/me/shop/compose.yaml',
    project: undefined,
  });
});

test.each([
  [{ stack: 'compose', composeFile: 'compose.yaml', composeProject: 'shop' }, 'give one of them'],
  [{ composeFile: 'compose.yaml' }, '--compose-file only makes sense with --stack compose.'],
  [{ stack: 'external', composeProject: 'shop' }, '--compose-project only makes sense with --stack compose.'],
] as const)('%j is refused', (flags, why) => {
  expect(() => stackOf(flags, '/')).toThrow(why);
});
