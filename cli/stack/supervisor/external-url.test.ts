import { expect, test } from 'vitest';
import { externalUrl } from './external-url.ts';

test.each([
  [
    'postgres',
    'postgres://ann:p%40ss@db:5432/postgres?sslmode=require',
    'postgres://ann:p%40ss@db:5432/x?sslmode=require',
  ],
  ['postgres', 'postgresql://db', 'postgresql://db/x'],
  ['mongodb', 'mongodb://a:1,b:2/?replicaSet=rs', 'mongodb://a:1,b:2/x?replicaSet=rs'],
  ['mongodb', 'mongodb://ann:pw@a:1', 'mongodb://ann:pw@a:1/x?authSource=admin'],
  ['mongodb', 'mongodb://ann:pw@a:1/users', 'mongodb://ann:pw@a:1/x?authSource=users'],
  ['mongodb', 'mongodb+srv://ann:pw@a/?authSource=ours', 'mongodb+srv://ann:pw@a/x?authSource=ours'],
] as const)('%s %s', (kind, server, url) => {
  expect(externalUrl(server, kind, 'x')).toBe(url);
});

test('what is no URL is named', () => {
  expect(() => externalUrl('localhost:5432', 'postgres', 'x')).toThrow('"localhost:5432" is not a URL');
});
