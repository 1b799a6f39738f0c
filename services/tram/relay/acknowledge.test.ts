import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Acknowledgements, type PendingTransaction } from './acknowledge.ts';
import { type Lsn, zeroLsn } from './replication/lsn.ts';

const lsn = (value: number): Lsn => BigInt(value) as Lsn;

function received(acks: Acknowledgements, xid: number, messages: number, end: number): PendingTransaction {
  const transaction = acks.begin(xid);
  for (let i = 0; i < messages; i += 1) acks.message();
  acks.commit(lsn(end));
  return transaction;
}

describe('what may be acknowledged', () => {
  test('the exact end of a commit, once its last message is confirmed', () => {
    const acks = new Acknowledgements();
    const transaction = received(acks, 1, 2, 100);
    acks.confirm(transaction);
    expect(acks.safe).toBe(zeroLsn);
    acks.confirm(transaction);
    expect(acks.safe).toBe(lsn(100));
  });

  test('nothing behind an unconfirmed transaction, though later ones are confirmed', () => {
    const acks = new Acknowledgements();
    const first = received(acks, 1, 1, 100);
    const second = received(acks, 2, 1, 200);
    acks.confirm(second);
    expect(acks.safe).toBe(zeroLsn);
    acks.confirm(first);
    expect(acks.safe).toBe(lsn(200));
  });

  test('not a transaction whose commit has not come, though its messages so far are confirmed', () => {
    const acks = new Acknowledgements();
    acks.begin(1);
    acks.confirm(acks.message());
    expect(acks.safe).toBe(zeroLsn);
    acks.commit(lsn(100));
    expect(acks.safe).toBe(lsn(100));
  });

  test('the WAL end of a keepalive when nothing is pending', () => {
    const acks = new Acknowledgements();
    acks.walEnd(lsn(50));
    expect(acks.safe).toBe(lsn(50));
  });

  test('the WAL end of a keepalive only after what was pending when it came', () => {
    const acks = new Acknowledgements();
    const first = received(acks, 1, 1, 100);
    acks.walEnd(lsn(150));
    const second = received(acks, 2, 1, 200);
    expect(acks.safe).toBe(zeroLsn);
    acks.confirm(first);
    expect(acks.safe).toBe(lsn(150));
    acks.confirm(second);
    expect(acks.safe).toBe(lsn(200));
  });

  test('no WAL end that came between a begin and its commit', () => {
    const acks = new Acknowledgements();
    acks.begin(1);
    acks.walEnd(lsn(150));
    expect(acks.safe).toBe(zeroLsn);
  });

  test('a transaction without messages at once', () => {
    const acks = new Acknowledgements();
    received(acks, 1, 0, 100);
    expect(acks.safe).toBe(lsn(100));
  });

  test('a message outside of a transaction is refused', () => {
    expect(() => new Acknowledgements().message()).toThrow('outside of a transaction');
  });
});

test('whatever the order of confirmations, it is the greatest position before the first unconfirmed transaction', () => {
  const event = fc.oneof(
    fc.record({
      kind: fc.constant('transaction' as const),
      messages: fc.nat(3),
      step: fc.integer({ min: 1, max: 50 }),
    }),
    fc.record({ kind: fc.constant('keepalive' as const), step: fc.integer({ min: 0, max: 50 }) }),
    fc.record({ kind: fc.constant('confirm' as const), pick: fc.nat(1000) }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const acks = new Acknowledgements();
      const log: { end: number; left: number }[] = [];
      const open: { transaction: PendingTransaction; at: { left: number } }[] = [];
      let position = 0;
      for (const happened of events) {
        if (happened.kind === 'confirm') {
          const [confirmed] = open.splice(happened.pick % Math.max(open.length, 1), 1);
          if (confirmed) {
            confirmed.at.left -= 1;
            acks.confirm(confirmed.transaction);
          }
        } else {
          position += happened.step;
          const at = { end: position, left: happened.kind === 'transaction' ? happened.messages : 0 };
          log.push(at);
          if (happened.kind === 'keepalive') acks.walEnd(lsn(position));
          else {
            const transaction = received(acks, log.length, happened.messages, position);
            for (let i = 0; i < happened.messages; i += 1) open.push({ transaction, at });
          }
        }
        const blocked = log.findIndex((entry) => entry.left > 0);
        const safe = (blocked < 0 ? log : log.slice(0, blocked)).at(-1)?.end ?? 0;
        expect(acks.safe).toBe(lsn(safe));
        expect(acks.unconfirmed).toBe(open.length);
      }
    }),
  );
});
