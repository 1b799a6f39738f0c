import { expect, test } from 'vitest';
import { stackOf } from './stack-options.ts';

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
  expect(() => stackOf({ stack, rabbitmq }, '/')).toThrow(
    '--stack external needs --postgres (or SAGA_LAB_POSTGRES, or postgres: in the config file) and --mongodb',
  );
  expect(() => stackOf({ stack, postgres, mongodb, rabbitmq: '127.0.0.1:5672' }, '/')).toThrow(
    '--rabbitmq must be a URL such as amqp://',
  );
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
