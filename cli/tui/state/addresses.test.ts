import { describe, expect, test } from 'vitest';
import { systemSchema } from '../../systems/system.ts';
import { screenOf } from '../screen/screen.ts';
import { addressSentences } from './addresses.ts';
import type { SessionInfo } from './look.ts';
import { lookOf } from './testing/look.ts';
import { User } from './testing/user.ts';

const shop = systemSchema.parse({
  version: 1,
  name: 'shop',
  services: {
    ui: { command: ['node', 'ui.js'], port: 8086, health: '/health', page: '/ui' },
    orders: { command: ['node', 'orders.js'], port: 8081, health: '/health' },
  },
  databases: { 'order-db': { kind: 'postgres' } },
});
const endpoints: SessionInfo['endpoints'] = {
  services: { ui: 'http://127.0.0.1:8086', orders: 'http://127.0.0.1:8081' },
  databases: { 'order-db': 'postgres://postgres:s3cret@127.0.0.1:5432/order_db' },
  broker: '127.0.0.1:9092',
};
const look = lookOf(shop, [], { endpoints });
const small = { columns: 80, rows: 23 };

function screen({ state, look: seen }: User): string[] {
  return screenOf(state, seen).map((line) => line.map(({ text }) => text).join(''));
}

describe('the page of a shop', () => {
  test('stands in the header, and the stack with it, in fewer words where there is little room', () => {
    expect(screen(new User(look))[0]).toContain(
      'saga-lab shop · http://127.0.0.1:8086/ui · embedded broker, not Apache Kafka ',
    );
    expect(screen(new User(look, small))[0]).toContain(
      'saga-lab shop · http://127.0.0.1:8086/ui · embedded broker ',
    );
  });

  test('is not there before the lab is up', () => {
    const { endpoints: _none, ...session } = look.session;
    expect(screen(new User({ ...look, session }))[0]).not.toContain('http://');
  });
});

describe('all addresses', () => {
  test('are a key away, each in one piece', () => {
    const lines = screen(new User(look, small).press('a')).join('\n');
    expect(lines).toMatch(/to open in a browser.*\n.* ui +http:\/\/127\.0\.0\.1:8086\/ui /);
    expect(lines).toMatch(/ orders +http:\/\/127\.0\.0\.1:8081 /);
    expect(lines).toMatch(/ bootstrap +127\.0\.0\.1:9092 /);
    expect(lines).toMatch(/ order-db +postgres:\/\/postgres:\*\*\*@127\.0\.0\.1:5432\/order_db /);
  });

  test('y copies the page, and esc leads back', () => {
    const user = new User(look).press('a', 'y');
    expect(user.lastEffect).toEqual({ kind: 'copy', text: 'http://127.0.0.1:8086/ui' });
    expect(user.press('esc').state.mode).toEqual({ kind: 'browse' });
  });

  test('are said in sentences too', () => {
    expect(addressSentences(look)).toContain('ui, to open in a browser: http://127.0.0.1:8086/ui');
  });

  test('name a RabbitMQ server as what it is, without its password', () => {
    const broker = 'amqp://lab:s3cret@127.0.0.1:5672/shop';
    const onRabbit = lookOf(shop, [], { endpoints: { ...endpoints, broker } });
    const lines = screen(new User(onRabbit, small).press('a')).join('\n');
    expect(lines).toMatch(/ rabbitmq +amqp:\/\/lab:\*\*\*@127\.0\.0\.1:5672\/shop /);
    expect(addressSentences(onRabbit)).toContain('rabbitmq, broker: amqp://lab:***@127.0.0.1:5672/shop');
  });

  test('a recording has none, and says so', () => {
    const { endpoints: _none, ...session } = look.session;
    const recorded = { ...look, session: { ...session, source: 'recording' as const } };
    const user = new User(recorded).press('a');
    expect(screen(user).join('\n')).toContain('A recording runs nowhere: it has no addresses.');
    expect(user.press('y').effects).toEqual([]);
  });
});

test('where RabbitMQ’s management is known, its pages are among the addresses', () => {
  const management = 'http://127.0.0.1:25672';
  const onRabbit = lookOf(shop, [], { endpoints: { ...endpoints, broker: 'amqp://127.0.0.1', management } });
  expect(addressSentences(onRabbit)).toContain(`management, broker: ${management}`);
});
