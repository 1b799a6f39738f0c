import { beforeEach, describe, expect, it } from 'vitest';
import type { BrokerRecord } from '../broker/broker.ts';
import { newMessageId } from '../message/message-id.ts';
import { guardedInbox, type ParkingLot } from './guarded-inbox.ts';
import type { Delivery, Inbox, ParkedRecord } from './inbox.ts';
import type { NoContext } from '../consumer/message-handler.ts';

let lot: ParkedRecord[];
let questions: number;
let inbox: Inbox<NoContext>;

const parkingLot: ParkingLot = {
  async park(parked) {
    const isNew = !lot.some(({ record }) => record.offset === parked.record.offset);
    if (isNew) lot.push(parked);
    return isNew;
  },
  async isParked(consumer, { topic, key }) {
    questions += 1;
    return lot.some(
      (parked) => parked.consumer === consumer && parked.record.topic === topic && parked.record.key === key,
    );
  },
  async first(consumer, { topic, key }) {
    return lot
      .filter(
        ({ consumer: owner, record }) => owner === consumer && record.topic === topic && record.key === key,
      )
      .sort((left, right) => Number(left.record.offset) - Number(right.record.offset))[0];
  },
  async remove({ record }) {
    lot = lot.filter((parked) => parked.record.offset !== record.offset);
  },
  async parkedKeys(consumer) {
    return lot.flatMap(({ consumer: owner, record: { topic, key } }) =>
      owner === consumer && key !== null ? [{ topic, key }] : [],
    );
  },
};

beforeEach(() => {
  lot = [];
  questions = 0;
  inbox = guardedInbox(parkingLot);
});

function delivery(key: string | null, offset: string): Delivery {
  const record: BrokerRecord = { topic: 'Order', partition: 0, offset, key, value: '{}', timestampMs: 0 };
  const message = { id: newMessageId(), destination: 'Order', headers: {}, payload: '{}' };
  return { consumer: 'view', record, message };
}

const receive = (key: string | null, offset: string) =>
  inbox.receive(delivery(key, offset), async () => undefined);

function park(key: string | null, offset: string) {
  const { consumer, record, message } = delivery(key, offset);
  return inbox.park({ consumer, record, messageId: message.id, reason: 'failed', error: 'no', attempts: 5 });
}

describe('guarded inbox', () => {
  it('hands every message to its handler, repeats too, and asks nobody', async () => {
    expect([await receive('1', '0'), await receive('1', '0'), questions]).toEqual(['handled', 'handled', 0]);
  });

  it('believes a handler whose guard saw a repeat', async () => {
    expect(await inbox.receive(delivery('1', '0'), async () => 'duplicate')).toBe('duplicate');
  });

  it('blocks the keys that are parked, and no others', async () => {
    expect([await park('1', '0'), await park('1', '0')]).toEqual([true, false]);
    expect([await receive('1', '1'), await receive('2', '2'), await receive(null, '3')]).toEqual([
      'blocked',
      'handled',
      'handled',
    ]);
  });

  it('lets a key go on once its records were redriven', async () => {
    await park('1', '0');
    lot = [];
    expect([await receive('1', '1'), await receive('1', '2'), questions]).toEqual(['handled', 'handled', 1]);
  });

  it('learns what another process parked when partitions are assigned', async () => {
    const { consumer, record } = delivery('1', '0');
    lot = [{ consumer, record, messageId: null, reason: 'unprocessable', error: 'no', attempts: 1 }];
    await inbox.refresh('view');
    expect([await receive('1', '1'), await receive('2', '2')]).toEqual(['blocked', 'handled']);
  });
});

const behind = (offset: string) => {
  const { consumer, record, message } = delivery('1', offset);
  const why = { reason: 'behind', error: 'behind', attempts: 1 } as const;
  return inbox.parkBehind({ consumer, record, messageId: message.id, ...why });
};

describe('a redrive', () => {
  const redriven: string[] = [];
  const next = () =>
    inbox.redriveNext(
      'view',
      { topic: 'Order', key: '1' },
      async ({ record }) => void redriven.push(record.offset),
    );

  it('takes the records of a key in order; newer ones wait behind them, then flow', async () => {
    await park('1', '8');
    expect([await behind('10'), await behind('10'), await behind('9')]).toEqual([
      'parked',
      'duplicate',
      'parked',
    ]);
    expect([await next(), await receive('1', '11'), await next(), await next(), await next()]).toEqual([
      'handled',
      'blocked',
      'handled',
      'handled',
      'none',
    ]);
    expect(redriven).toEqual(['8', '9', '10']);
    expect(await receive('1', '11')).toBe('handled');
  });

  it('leaves a record that fails again where it is', async () => {
    await park('1', '8');
    const failing = inbox.redriveNext('view', { topic: 'Order', key: '1' }, () =>
      Promise.reject(new Error('no')),
    );
    await expect(failing).rejects.toThrow('no');
    expect(await receive('1', '9')).toBe('blocked');
  });

  it('that takes the last one while another is about to park behind it sets that one free', async () => {
    await park('1', '8');
    expect(await receive('1', '9')).toBe('blocked');
    await next();
    expect(await behind('9')).toBe('free');
    expect(await receive('1', '9')).toBe('handled');
  });
});
