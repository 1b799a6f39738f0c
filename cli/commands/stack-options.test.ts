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
