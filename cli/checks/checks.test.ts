import { describe, expect, test } from 'vitest';
import type { Catalogue, CatalogueTable } from '../catalogue/catalogue.ts';
import { systemSchema } from '../systems/system.ts';
import { checkTables } from './check-tables.ts';
import { checkTopics } from './check-topics.ts';
import { checkWatching } from './check-watching.ts';
import { messagingTables } from './messaging-tables.ts';
import { wantedTables } from './wanted-tables.ts';

const system = systemSchema.parse({
  version: 1,
  name: 'shop',
  databases: { 'shop-db': { kind: 'postgres' }, 'other-db': { kind: 'postgres' } },
  services: { shop: { command: ['node', 'shop.js'], port: 3000, health: '/' } },
  tables: { 'shop-db': { orders: { key: ['no'], cause: 'request' } } },
  sagas: {
    ordering: {
      instance: { database: 'shop-db', table: 'orders', key: 'no', state: 'status' },
      initial: ['placed'],
      transitions: {},
      terminal: ['placed'],
    },
  },
  invariants: {
    counted: {
      kind: 'sum-at-most',
      left: { database: 'shop-db', table: 'orders', group: 'customer', sum: 'total', where: { kind: 'x' } },
      right: 10,
    },
    matched: {
      kind: 'rows-match',
      every: { database: 'shop-db', table: 'orders', key: 'customer' },
      in: { database: 'other-db', table: 'people', key: 'id' },
    },
    ruled: {
      kind: 'expression',
      each: 'touched("shop-db", "orders").filter(o, size(o.no) > 1)',
      expression: 'self.refund == null || rows("other-db", "refunds", {"order_no": self.no}).size() == 1',
    },
  },
});

function tableOf(columns: readonly string[], rest: Partial<CatalogueTable> = {}): CatalogueTable {
  return {
    name: 'orders',
    columns: columns.map((name) => ({ name, type: 'text', labels: [], byDefault: null })),
    key: ['no'],
    unique: [],
    hasIdentity: true,
    owned: true,
    readable: true,
    published: false,
    ...rest,
  };
}

function catalogueOf(tables: readonly CatalogueTable[], rest: Partial<Catalogue> = {}): Catalogue {
  const rights = { walLevel: 'logical', replicates: true, mayPublish: true };
  return { database: 'shop_db', role: 'me', ...rights, tables, ...rest };
}

const columns = ['no', 'request', 'status', 'customer', 'total', 'kind', 'refund'];
const wanted = wantedTables(system, 'shop-db');
const check = (table: CatalogueTable) => checkTables('shop-db', wanted, catalogueOf([table]))[0];

test('every column that a system file names of a table is asked for, with the field that names it first', () => {
  expect(Object.fromEntries(wanted.get('orders')?.columns ?? [])).toEqual({
    no: 'tables.shop-db.orders',
    request: 'tables.shop-db.orders',
    status: 'sagas.ordering.instance',
    customer: 'invariants.counted.sums',
    total: 'invariants.counted.sums',
    kind: 'invariants.counted.sums',
    refund: 'invariants.ruled.expression',
  });
  const others = wantedTables(system, 'other-db');
  expect([...others.keys()]).toEqual(['people', 'refunds']);
  expect([...(others.get('refunds')?.columns.keys() ?? [])]).toEqual(['order_no']);
});

test.each<[string, unknown, string[]]>([
  [
    'eventuate',
    'eventuate',
    ['message id destination headers payload', 'received_messages consumer_id message_id'],
  ],
  [
    'debezium, whose ids of requests are its own affair',
    'debezium',
    ['outboxevent id aggregatetype aggregateid type payload'],
  ],
  [
    'columns named one by one',
    {
      outbox: {
        table: 'far.out',
        id: 'no',
        topic: 't.{{sort}}',
        type: 'kind',
        payload: 'body',
        correlation: 'cause',
      },
      inbox: { table: 'seen', message: 'id' },
      record: { id: { header: 'id' } },
    },
    ['far.out no sort kind body cause', 'seen id'],
  ],
])('of outbox and inbox the columns of the mapping: %s', (_, mapping, expected) => {
  const messaging = { 'shop-db': { service: 'shop', mapping } };
  const tables = messagingTables(systemSchema.parse({ ...system, messaging }), 'shop-db');
  expect(tables.map(({ table, columns }) => [table, ...columns].join(' '))).toEqual(expected);
});

describe('a table', () => {
  test('that is as the file says', () => {
    expect(check(tableOf(columns))).toEqual({
      name: 'table shop-db.orders',
      state: 'ok',
      detail: 'no, request, status, customer, total, kind, refund',
    });
  });

  test.each<[string, CatalogueTable, string, string]>([
    [
      'is not there',
      tableOf(columns, { name: 'order' }),
      'there is none; did you mean "order"?',
      'mend its name in',
    ],
    [
      'lacks a column',
      tableOf(['no', 'request', 'state', 'customer', 'total', 'kind', 'refund']),
      'there is no column "status"; did you mean "state"?',
      'mend sagas.ordering.instance in the system file',
    ],
    [
      'has no primary key',
      tableOf(columns, { key: [], hasIdentity: false }),
      'no primary key',
      'REPLICA IDENTITY FULL',
    ],
    [
      'may not be read',
      tableOf(columns, { readable: false }),
      'may not be read',
      'GRANT SELECT ON orders TO "me"',
    ],
    [
      'has another key',
      tableOf(columns, { key: ['customer'] }),
      'is customer, not no',
      'write key: [customer]',
    ],
  ])('that %s is broken, and told how to mend', (_, table, detail, fix) => {
    const broken = check(table);
    expect(broken?.state).toBe('broken');
    expect(broken?.detail).toContain(detail);
    expect(broken?.fix).toContain(fix);
  });

  test('whose key is a part of the primary key may be right', () => {
    expect(check(tableOf(columns, { key: ['kind', 'no'] }))?.state).toBe('note');
  });
});

const look = (tables: readonly CatalogueTable[], rest: Partial<Catalogue> = {}) =>
  checkWatching('shop-db', ['orders', 'lines'], catalogueOf(tables, rest), 'lab');

describe('watching', () => {
  const [orders, lines] = [tableOf(columns), tableOf(columns, { name: 'lines' })];

  test('is well where the tables are published, or may be', () => {
    expect(look([{ ...orders, published: true }])).toMatchObject({
      state: 'ok',
      detail: 'through publication lab',
    });
    expect(look([orders, lines])).toMatchObject({
      state: 'ok',
      detail: expect.stringContaining('is made when'),
    });
  });

  test.each<[readonly CatalogueTable[], Partial<Catalogue>, string]>([
    [[orders], { walLevel: 'replica' }, 'ALTER SYSTEM SET wal_level = logical'],
    [[orders], { replicates: false }, 'ALTER ROLE "me" REPLICATION'],
    [[orders, lines], { mayPublish: false }, 'CREATE PUBLICATION lab FOR TABLE orders, lines'],
    [
      [
        { ...orders, published: true },
        { ...lines, owned: false },
      ],
      {},
      'ALTER PUBLICATION lab ADD TABLE lines',
    ],
  ])('is not possible, and the fix is SQL', (tables, rest, fix) => {
    const broken = look(tables, rest);
    expect(broken.state).toBe('broken');
    expect(broken.fix).toContain(fix);
  });
});

test('topics are there, with as many partitions as the file says', () => {
  const topics = { orders: { partitions: 3 }, stock: { partitions: 1 }, stokc: { partitions: 2 } };
  const found = new Map([
    ['orders', 3],
    ['stock', 4],
  ]);
  expect(checkTopics(topics, found).map(({ state, detail }) => `${state} ${detail}`)).toEqual([
    'ok 3 partitions',
    'note 4 partitions, not 1',
    'broken there is none; did you mean "stock"?',
  ]);
});
