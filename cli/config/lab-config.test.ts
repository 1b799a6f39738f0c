import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseLabConfig } from './lab-config.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saga-lab-config-'));
  await writeFile(join(folder, 'kafka-password'), 'from a file\n');
});
afterAll(() => rm(folder, { recursive: true }));

const env = { PGPASSWORD: 'p@ss/word', ORDERS: 'postgres://o:x@db/orders', EMPTY: '' };
const parse = (text: string) => parseLabConfig({ file: join(folder, 'c.yaml'), text }, env);

test('references are followed, files are found beside the config file, secrets are encoded within a URL', () => {
  const config = parse(`
stack: external
relay: polling
broker:
  bootstrap: kafka-1:9093,kafka-2:9093
  sasl: { mechanism: scram-sha-512, username: lab, password: '\${file:kafka-password}' }
  tls: { ca: ca.pem, cert: /etc/lab.pem, key: lab.key }
postgres: postgres://lab:\${env:PGPASSWORD}@db:5432/postgres
databases:
  order-db: { url: '\${env:ORDERS}', probe: 'postgres://reader:\${env:PGPASSWORD}@db/orders' }
services:
  order-service: { url: http://10.0.0.7:8081/ }
`);
  expect(config).toEqual({
    file: join(folder, 'c.yaml'),
    stack: 'external',
    relay: 'polling',
    broker: 'kafka-1:9093,kafka-2:9093',
    security: {
      sasl: { mechanism: 'scram-sha-512', username: 'lab', password: 'from a file' },
      tls: { ca: join(folder, 'ca.pem'), cert: '/etc/lab.pem', key: join(folder, 'lab.key') },
    },
    postgres: 'postgres://lab:p%40ss%2Fword@db:5432/postgres',
    mongodb: undefined,
    databases: {
      'order-db': { url: env.ORDERS, probe: 'postgres://reader:p%40ss%2Fword@db/orders' },
    },
    services: { 'order-service': 'http://10.0.0.7:8081' },
  });
});

test('what it says of the dashboard may stand beside it, and an empty one says nothing', () => {
  expect(parse('theme: light\nbroker: kafka:9092\n')).toMatchObject({ broker: 'kafka:9092', security: {} });
  expect(parse('\n')).toMatchObject({ databases: {}, services: {} });
  expect(parse('broker: { bootstrap: k:1, tls: true }').security).toEqual({ tls: {} });
  expect(parse('broker: { bootstrap: k:1, tls: false }').security).toEqual({});
});

test.each([
  'postgres://lab:pw@127.0.0.1:5432/',
  'postgres://lab:pw@localhost/',
  'postgres://lab:pw@[::1]:1/',
])('a server on this machine may have its password there: %s', (postgres) => {
  expect(parse(`postgres: '${postgres}'`).postgres).toBe(postgres);
});

test.each([
  [
    'a password of elsewhere',
    'postgres: postgres://lab:s3cret@db/',
    ':1:11: postgres: a password of a server',
  ],
  [
    'one of several hosts elsewhere',
    'mongodb: mongodb://lab:s3cret@localhost,db/',
    'mongodb: a password of a server that is not on this machine does not belong into this file',
  ],
  [
    'a password of a broker',
    'broker:\n  bootstrap: k:1\n  sasl: { mechanism: plain, username: u, password: s3cret }',
    ':3:52: broker.sasl.password: a password of a server that is not on this machine',
  ],
  [
    'a variable that is not set',
    'postgres: postgres://u:${env:NONE}@db/',
    '${env:NONE}: set NONE in the env',
  ],
  ['an empty one', 'broker: ${env:EMPTY}', '${env:EMPTY}: set EMPTY in the environment'],
  ['a file that is not there', 'broker: ${file:none}', 'none cannot be read: ENOENT'],
  ['a reference to nothing', 'broker: ${NAME}', '${NAME} names nothing: write ${env:NAME} or ${file:PATH}'],
  ['no address', 'broker: kafka', 'broker: must be host:port'],
  ['no URL', 'postgres: db.example:5432', 'postgres: must be a URL such as postgres://'],
  [
    'a wrong URL with a secret',
    'databases: { a: { url: "mysql://u:s3cret@127.0.0.1/a" } }',
    'databases.a.url: must be a URL that names a database, such as postgres://reader@127.0.0.1:5432/orders, not "mysql://u:***@127.0.0.1/a"',
  ],
  [
    'a path',
    'services: { a: { url: "http://a:1/b" } }',
    'services.a.url: must be the URL of a service without',
  ],
  [
    'half of a key',
    'broker: { bootstrap: k:1, tls: { cert: c.pem } }',
    'broker.tls: cert and key go together',
  ],
  [
    'a mechanism',
    'broker: { bootstrap: k:1, sasl: { mechanism: gssapi } }',
    'plain | scram-sha-256 | scram-sha-512',
  ],
  ['a misspelt field', 'postgress: x', 'unknown field "postgress" in the file; did you mean "postgres"?'],
  [
    'a list for a broker',
    'broker: [{ password: s3cret }, "a://u:s3cret@h"]',
    'broker must be a string or a mapping',
  ],
  [
    'a password of another type',
    'broker: { bootstrap: k:1, sasl: { mechanism: plain, username: u, password: 53 } }',
    'broker.sasl.password must be a string, not what is there',
  ],
])('%s is refused by file and line, and nothing secret is printed', (_, text, message) => {
  expect(() => parse(text)).toThrow(message);
  expect(() => parse(text)).toThrow(join(folder, 'c.yaml:'));
  expect(() => parse(text)).not.toThrow(/s3cret|\b53\b/);
});
