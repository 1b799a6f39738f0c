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

test.each([
  ['postgres', 'mysql://lab:secret@127.0.0.1/'],
  ['postgres', 'postgres://'],
  ['mongodb', 'postgres://lab:secret@127.0.0.1/'],
])('--%s is not %s, and the answer keeps its password', (flag, url) => {
  const wrong = () => stackOf({ ...external, [flag]: url }, '/');
  expect(wrong).toThrow(`--${flag} must be a URL such as ${flag}://`);
  expect(wrong).not.toThrow('secret');
});
