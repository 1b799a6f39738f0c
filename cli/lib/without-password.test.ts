import { expect, test } from 'vitest';
import { withoutPassword } from './without-password.ts';

test.each([
  ['postgres://me:secret@h:5432/db', 'postgres://me:***@h:5432/db'],
  ['mongodb+srv://me:secret@a:1,b:2/db?replicaSet=rs', 'mongodb+srv://me:***@a:1,b:2/db?replicaSet=rs'],
  ['POSTGRES://me:secret@h/db', 'POSTGRES://me:***@h/db'],
  ['me:secret@h/db', 'me:***@h/db'],
  [':secret@h/db', ':***@h/db'],
  ['amqp://me:sec/ret@h/', 'amqp://me:***@h/'],
  ['amqp://me:sec?ret@h/', 'amqp://me:***@h/'],
  ['amqp://me:sec:ret@h/', 'amqp://me:***@h/'],
  ['postgres://me:sec@ret@h/db', 'postgres://me:***@h/db'],
  ['postgres://me:sec\nret@h/db', 'postgres://me:***@h/db'],
  ['postgres://me@corp:secret@h/db', 'postgres://me@corp:***@h/db'],
  ['postgres:/me:secret@h/db', 'postgres:***@h/db'],
  ['postgres//me:secret@h/db', 'postgres//me:***@h/db'],
  ['postgres:///me:secret@h/db', 'postgres:///me:***@h/db'],
  ['://me:secret@h/db', '://me:***@h/db'],
  ['pg9://me:secret@h/db', 'pg9://me:***@h/db'],
  [
    'postgres://h/db?user=me&password=secret&sslmode=require',
    'postgres://h/db?user=me&password=***&sslmode=require',
  ],
  ['mongodb://h/?tlsCertificateKeyFilePassword=secret', 'mongodb://h/?tlsCertificateKeyFilePassword=***'],
  ['postgres://me://secret@h/db', 'postgres://me:***@h/db'],
  ['postgres://postgres://me:secret@h/db', 'postgres://postgres:***@h/db'],
])('%j is printed without the password', (url, shown) => {
  expect(withoutPassword(url)).toBe(shown);
});

test.each([
  'postgres://me@h:5432/db',
  'mongodb://127.0.0.1:27017/db?directConnection=true',
  'http://127.0.0.1:8081/health',
  'kafka-1:9092,kafka-2:9092',
  '[::1]:9092',
  'a word',
])('%j has none, and is printed as it is', (url) => {
  expect(withoutPassword(url)).toBe(url);
});
