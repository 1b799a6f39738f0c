import { expect, test } from 'vitest';
import { byFlags, type SystemFlags } from './by-flags.ts';

const none: SystemFlags = {
  service: [],
  port: [],
  health: [],
  database: [],
  documents: [],
  from: [],
  topic: [],
};

test('flags say it all', () => {
  const wanted = byFlags('shop', {
    service: ['orders=node "my orders.js"', "stock=sh -c 'a b'"],
    port: ['stock=8081'],
    health: ['orders=/healthz'],
    database: ['orders-db=orders,stock'],
    documents: ['views=stock'],
    from: ['orders-db=postgres://me@127.0.0.1/orders'],
    topic: ['shop.orders=3', 'shop.stock'],
  });
  expect(wanted).toEqual({
    name: 'shop',
    services: [
      { name: 'orders', command: ['node', 'my orders.js'], port: 3000, health: '/healthz' },
      { name: 'stock', command: ['sh', '-c', 'a b'], port: 8081, health: '/health' },
    ],
    databases: [
      {
        name: 'orders-db',
        kind: 'postgres',
        service: 'orders',
        users: ['stock'],
        from: 'postgres://me@127.0.0.1/orders',
      },
      { name: 'views', kind: 'mongodb', service: 'stock', users: [], from: undefined },
    ],
    topics: [
      { name: 'shop.orders', partitions: 3 },
      { name: 'shop.stock', partitions: 1 },
    ],
  });
});

test('a database that is only read from belongs to the only service', () => {
  const from = ['orders-db=postgres://me@127.0.0.1/orders'];
  expect(byFlags('shop', { ...none, service: ['orders=node .'], from }).databases).toMatchObject([
    { name: 'orders-db', service: 'orders' },
  ]);
});

test('a port that no flag names is the next that no service has', () => {
  const flags = { service: ['a=x', 'b=x', 'c=x', 'd=x'], port: ['a=3001', 'c=3002'] };
  expect(byFlags('shop', { ...none, ...flags }).services.map(({ port }) => port)).toEqual([
    3001, 3000, 3002, 3003,
  ]);
});

test('a URL in the place of a name is not repeated', () => {
  expect(() => byFlags('postgres://h/d?x=1', { ...none, service: ['orders=node .'] })).toThrow('not a URL.');
});

test.each<[Partial<SystemFlags>, string]>([
  [{ service: [] }, '--service is missing'],
  [{ service: ['orders'] }, '--service is written orders="node orders.js", not "orders".'],
  [{ service: ['Orders=node .'] }, 'not "Orders"'],
  [{ service: ['orders=node .', 'orders=node .'] }, '--service names orders twice.'],
  [{ port: ['order=1'] }, '--port order=1: there is no service "order"; did you mean "orders"?'],
  [{ port: ['orders=70000'] }, 'A port is a number from 1 to 65535, not "70000".'],
  [{ health: ['orders=health'] }, 'not "health"'],
  [{ database: ['db=stock'] }, '--database db=stock: there is no service "stock"'],
  [{ database: ['db=orders,ordres'] }, 'there is no service "ordres"; did you mean "orders"?'],
  [{ service: ['a=x', 'b=y'], from: ['db=postgres://h/d'] }, 'Whose is db? --database db=<service>'],
  [
    { database: ['orders-db=orders'], from: ['orders=postgres://me:secret@h/d'] },
    '--from "orders": there is no database of that name; did you mean "orders-db"?',
  ],
  [
    { database: ['main=orders'], from: ['orders=postgres://me:secret@h/d'] },
    'there is no database of that name; did you mean "main"?',
  ],
  [
    { database: ['orders-db=orders', 'orders-old=orders'], from: ['order-db=postgres://h/d'] },
    '--from "order-db": there is no database of that name; did you mean "orders-db"?',
  ],
  [{ from: ['db=postgres://h'] }, 'A database to read from is a URL with its name'],
  [{ from: ['db=mysql://me:secret@h/d'] }, 'A database to read from is a URL with its name'],
  [
    { from: ['postgres://me:secret@h/d'] },
    '--from is written orders-db=postgres://user@127.0.0.1:5432/orders',
  ],
  [{ from: ['me:secret@h/d'] }, '--from is written orders-db=postgres://user@127.0.0.1:5432/orders'],
  [{ from: ['postgres://me:secret@h/d?sslmode=require'] }, '--from is written orders-db=postgres://'],
  [{ from: ['postgres://h/d?password=secret', 'postgres://h/d?password=secret'] }, '--from is written'],
  [{ from: ['me:secret@h/d?sslmode=require'] }, 'not "me:***@h/d?sslmode"'],
  [{ database: ['postgres://me:secret@h/d'] }, '--database is written orders-db=orders'],
  [{ database: ['db=postgres://h/d?password=secret'] }, 'there is no service a URL'],
  [{ database: ['db=postgres://me:secret@h/d'] }, '--database db=postgres://me:***@h/d: there is no service'],
  [{ service: ['a=x', 'b=x'], port: ['a=3001', 'b=3001'] }, 'Port 3001 is that of a.'],
  [{ service: ['orders=node "my orders.js'] }, 'A quote in the command is not closed'],
  [
    { database: ['db=orders'], documents: ['db=orders'] },
    '--documents names "db", which is a PostgreSQL database already.',
  ],
  [{ topic: ['orders=3=4'] }, '--topic is written name or name=partitions, not "orders=3=4".'],
  [{ topic: ['orders=3', 'orders'] }, '--topic names orders twice.'],
  [{ topic: ['=3'] }, '--topic is written name or name=partitions, not "=3".'],
  [{ topic: ['orders=many'] }, 'A topic has 1 to 64 partitions, not "many".'],
])('%j is a mistake that is told', (flags, message) => {
  const call = () => byFlags('shop', { ...none, service: ['orders=node .'], ...flags });
  expect(call).toThrow(message);
  expect(call).not.toThrow('secret');
});
