import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../test/harness/customers-and-orders.ts';
import { parseLsn } from './lsn.ts';
import type { Model } from './model.ts';
import { bytesBehind, noteRelayed, type RelayProgress } from './relay-progress.ts';
import type { Mishaps } from './testing/customers-and-orders.ts';
import { play } from './testing/play.ts';

function progressIn(model: Model): ReadonlyMap<string, RelayProgress> {
  const progress = new Map<string, RelayProgress>();
  for (const story of model.messages.stories.values()) noteRelayed(progress, story);
  return progress;
}

function played(mishaps: Mishaps = {}) {
  const { world, story } = play(system, mishaps);
  const customer = story.createCustomer(100);
  story.placeOrder(customer.id, 40);
  return world;
}

test('how far the messages of a database were relayed, and by what', () => {
  const { transactions } = played().model();
  const progress = progressIn(played().model());
  expect(progress.get('order-db')).toEqual({
    mode: 'wal',
    sentTo: expect.any(String),
    relayedTo: expect.any(String),
  });
  for (const each of progress.values()) expect(bytesBehind(each)).toBe(0);
  expect([...transactions.logs.keys()]).toEqual(expect.arrayContaining([...progress.keys()]));
});

test('what waits is so many bytes of the log behind what was relayed last', () => {
  const { sentTo, relayedTo, ...rest } = progressIn(played({ unrelayed: ['OrderApproved'] }).model()).get(
    'order-db',
  )!;
  const behind = Number(parseLsn(sentTo!)! - parseLsn(relayedTo!)!);
  expect(behind).toBeGreaterThan(0);
  expect(bytesBehind({ sentTo, relayedTo, ...rest })).toBe(behind);
});

test('nothing is said where nothing was relayed yet, or the log is not what the relay reads', () => {
  const none = progressIn(played({ unrelayed: ['OrderCreated'] }).model()).get('order-db')!;
  expect(none).toMatchObject({ mode: undefined, relayedTo: undefined });
  expect(bytesBehind(none)).toBeUndefined();
  expect(bytesBehind({ mode: 'polling', sentTo: '0/20', relayedTo: '0/10' })).toBeUndefined();
});

test('of another’s relay, which writes no lines, the records tell how far it is', () => {
  const types = ['CustomerCreated', 'OrderCreated', 'CustomerCreditReserved', 'OrderApproved'];
  const progress = progressIn(played({ noRelayLine: types }).model()).get('order-db')!;
  expect(progress.mode).toBeUndefined();
  expect(bytesBehind(progress)).toBe(0);
});

test.each([
  ['0/0', 0n],
  ['16/B374D848', 0x16b374d848n],
  ['FFFFFFFF/FFFFFFFF', 0xffffffffffffffffn],
  ['', undefined],
  ['1', undefined],
  ['0/x', undefined],
])('%s is a position in the log or none', (text, expected) => {
  expect(parseLsn(text)).toBe(expected);
});
