import { describe, expect, test } from 'vitest';
import type { LabStatus } from '../stack/status.ts';
import { statusText } from './status-text.ts';

const status: LabStatus = {
  v: 1,
  lab: 'default',
  state: 'up',
  stack: 'embedded',
  systems: ['shop'],
  services: [],
  databases: [],
  brokers: [],
  relays: [
    {
      name: 'relay',
      mode: 'wal',
      pid: 3,
      container: null,
      state: 'ready',
      lag: { messages: 2, bytes: 70 },
      answers: true,
    },
  ],
};

test('how far the relay is behind', () => {
  expect(statusText(status)).toContain('wal, 2 messages (70 bytes) behind');
});

test('of a relay that does not answer, that this is old', () => {
  const relays = status.relays.map((relay) => ({ ...relay, answers: false }));
  expect(statusText({ ...status, relays })).toContain(
    'wal, does not answer; when it last did: 2 messages (70 bytes) behind',
  );
});

test.each(['stopped', 'paused'] as const)('a relay that is %s is not blamed for its silence', (state) => {
  const relays = status.relays.map((relay) => ({ ...relay, state, answers: false }));
  expect(statusText({ ...status, relays })).toContain(
    'wal, when it last answered: 2 messages (70 bytes) behind',
  );
});

test('nothing of how far Debezium is behind, which it does not say', () => {
  const [relay] = status.relays;
  const debezium = { ...relay!, lag: null };
  expect(statusText({ ...status, relays: [debezium] })).toMatch(/relay +ready +wal +pid 3\n/);
  const silent = { ...debezium, answers: false };
  expect(statusText({ ...status, relays: [silent] })).toContain('wal, does not answer');
});

test('that a service does not answer, though it runs', () => {
  const service = {
    name: 'orders',
    system: 'shop',
    url: 'http://127.0.0.1:8081',
    pid: 4,
    container: null,
    state: 'ready',
    restarts: 2,
    answers: true,
  } as const;
  expect(statusText({ ...status, services: [service] })).toMatch(/pid 4 +restarted 2 times\n/);
  expect(statusText({ ...status, services: [{ ...service, answers: false }] })).toContain(
    'restarted 2 times, does not answer',
  );
  expect(
    statusText({ ...status, services: [{ ...service, state: 'paused', answers: false }] }),
  ).not.toContain('does not answer');
});

test('the page that people open comes first', () => {
  const service = {
    name: 'ui',
    system: 'shop',
    url: 'http://127.0.0.1:8086',
    page: 'http://127.0.0.1:8086/ui',
    pid: 4,
    container: null,
    state: 'ready',
    restarts: 0,
    answers: true,
  } as const;
  expect(
    statusText({ ...status, services: [service] })
      .split('\n')
      .slice(0, 3),
  ).toEqual([
    'lab default: up, embedded stack, shop',
    '  open http://127.0.0.1:8086/ui',
    expect.stringMatching(/^ {2}ui +ready +http:\/\/127\.0\.0\.1:8086 /),
  ]);
});

describe('the password of a database', () => {
  const url = 'postgres://lab:s3cr@t@db.example:5432/saga_lab_default_order_db';
  const databases = [{ name: 'order-db', kind: 'postgres', url, pid: null, container: null }] as const;

  test.each(['embedded', 'compose', 'external'] as const)(
    'is not printed on the %s stack, and it is said how to see it',
    (stack) => {
      const text = statusText({ ...status, stack, databases });
      expect(text).toContain('postgres://lab:***@db.example:5432/saga_lab_default_order_db');
      expect(text).not.toContain('s3cr');
      expect(text).toMatch(/passwords are left out: saga-lab status --show-passwords has them\n$/);
      expect(statusText({ ...status, lab: 'dev', stack, databases })).toContain(
        'saga-lab status --lab dev --show-passwords has them',
      );
    },
  );

  test('is printed where it is asked for', () => {
    const text = statusText({ ...status, databases }, { showPasswords: true });
    expect(text).toContain(url);
    expect(text).not.toContain('left out');
  });

  test('is no word where there is none', () => {
    const open = databases.map((each) => ({ ...each, url: 'postgres://127.0.0.1:5432/orders' }));
    expect(statusText({ ...status, databases: open })).not.toContain('left out');
  });
});

test('the password of a RabbitMQ server is not printed either', () => {
  const url = 'amqp://lab:s3cr@t@mq.example:5672/shop';
  const brokers = [{ name: 'rabbitmq', kind: 'rabbitmq', url, pid: null, container: null }] as const;
  const text = statusText({ ...status, stack: 'external', brokers });
  expect(text).toContain('amqp://lab:***@mq.example:5672/shop');
  expect(text).not.toContain('s3cr');
});

test('a job that has ended as it should is done', () => {
  const jobs = [{ name: 'migrate', state: 'done', container: 'shop-migrate-1' }] as const;
  expect(statusText({ ...status, jobs })).toMatch(/migrate +done +a job that has ended +shop-migrate-1\n/);
});
