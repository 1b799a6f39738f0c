import { describe, expect, test } from 'vitest';
import { play, playOrder } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { createLedger, foldMoment } from '../ledger/ledger.ts';
import { lookOf } from '../state/testing/look.ts';
import { answerTo } from './answer.ts';
import { parseCommand } from './command.ts';
import { nothingHeard, tellNew } from './heard.ts';

function answer(line: string, look = lookOf(system, playOrder(system).world.told)) {
  return answerTo(parseCommand(line), look);
}

describe('what is new', () => {
  test('is told once, a sentence for each thing, in the order in which it was seen', () => {
    const { world } = playOrder(system);
    const ledger = createLedger([system], true);
    const lines: string[] = [];
    let heard = nothingHeard;
    for (const { observation } of world.told) {
      foldMoment(ledger, { kind: 'observation', observation });
      const told = tellNew(heard, ledger);
      heard = told.heard;
      lines.push(...told.lines);
    }
    expect(lines.slice(0, 5)).toEqual([
      'Request POST /customers to customer-service was answered 200 after 4 ms.',
      'Outbox of customer-db: CustomerCreated for topic Customer, key 1.',
      'Topic Customer, partition 0, offset 0: CustomerCreated, key 1.',
      'Document 1 of customers is new.',
      'Consumer order-history: CustomerCreated handled.',
    ]);
    expect(lines).toContain('Saga create-order 17 is PENDING.');
    expect(lines).toContain('Saga create-order 17 is APPROVED, before that PENDING.');
    expect(tellNew(heard, ledger).lines).toEqual([]);
  });

  test('has no sign that only a picture gives a meaning to', () => {
    const { world } = playOrder(system);
    const { lines } = tellNew(nothingHeard, lookOf(system, world.told).ledger);
    const chain = answer('chain').lines;
    expect(
      [...lines, ...chain, ...answer('explain').lines].filter((line) => !/^[\x20-\x7e]+$/.test(line)),
    ).toEqual([]);
  });

  test('tells how a scenario goes, its verdict last', () => {
    const ledger = createLedger([system], true);
    foldMoment(ledger, {
      kind: 'event',
      event: {
        type: 'scenario-started',
        system: 'customers-and-orders',
        name: 'approve',
        about: 'All is well.',
      },
    });
    const started = tellNew(nothingHeard, ledger);
    expect(started.lines).toEqual(['Scenario customers-and-orders/approve starts: All is well.']);
    const step = { name: 'POST orders', verdict: 'fail', ms: 3, error: 'expected 200, got 500' } as const;
    foldMoment(ledger, { kind: 'event', event: { type: 'step-finished', scenario: 'approve', step } });
    expect(tellNew(started.heard, ledger).lines).toEqual(['Step POST orders: fail: expected 200, got 500']);
  });
});

describe('a line that was typed', () => {
  test('runs a scenario with its variables', () => {
    expect(answer('run approve').effects).toEqual([
      { kind: 'run', scenario: 'customers-and-orders/approve', variables: {} },
    ]);
    expect(answer('run credit-exceeded limit=70 fast=true').effects).toEqual([
      { kind: 'run', scenario: 'customers-and-orders/credit-exceeded', variables: { limit: 70 } },
    ]);
  });

  test('tells the chain of the last request by numbers', () => {
    const { lines } = answer('chain');
    expect(lines[0]).toBe('1. http: POST /orders -> 200; order-service; a root.');
    expect(lines[1]).toMatch(
      /^2\. row: insert orders 17; order-db xid \d+ lsn \S+; \d+ ms after number 1\.$/,
    );
  });

  test('explains what is missing', () => {
    const { world } = playOrder(system, 40, { unrelayed: ['OrderApproved'] });
    const { lines } = answer('explain last', lookOf(system, world.told));
    expect(lines.join('\n')).toMatch(
      /Saga create-order 17: PENDING -> APPROVED is the last that was seen of it/,
    );
    expect(lines.join('\n')).toMatch(/Missing: .*OrderApproved/);
  });

  test.each([
    ['stop relay', { kind: 'control', verb: 'stop', process: 'relay' }],
    [
      'arm relay.order-db.after-commit crash',
      { kind: 'arm', at: 'relay.order-db.after-commit', do: 'crash', when: 'once' },
    ],
    ['disarm', { kind: 'disarm' }],
    ['quit', { kind: 'quit' }],
  ])('%s', (line, effect) => {
    expect(answer(line)).toEqual({ lines: [], effects: [effect] });
  });

  test.each([
    ['rnu approve', 'There is no command "rnu"; did you mean "run"? help tells them all.'],
    ['run aprove', 'There is no scenario "aprove"; did you mean "approve"?'],
    [
      'run credit-exceeded limt=3',
      'customers-and-orders/credit-exceeded has no variable "limt"; did you mean "limit"?',
    ],
    ['run credit-exceeded limit=much', 'limit must be a number, not "much"'],
    ['run approve now', 'A variable is name=value, not "now".'],
    ['stop', 'stop takes the name of one process, such as stop relay.'],
    ['stop rely', 'There is no process "rely"; did you mean "relay"?'],
    ['chain 3', 'chain takes no word, not "3".'],
    [
      'arm relay.order-db.before-handle crash',
      'the relay has no seam before-handle; it has after-commit, after-publish',
    ],
    ['arm relay crash', 'A place is PROCESS.HANDLER.SEAM, such as relay.order-db.after-commit, not "relay".'],
  ])('%s: %s', (line, error) => {
    expect(answer(line)).toEqual({ lines: [error], effects: [] });
  });

  test('says so where nothing has happened', () => {
    const { story } = play(system);
    expect(story).toBeDefined();
    const nothing = lookOf(system, []);
    expect([
      answer('chain', nothing).lines,
      answer('sagas', nothing).lines,
      answer('', nothing).lines,
    ]).toEqual([['Nothing has happened yet.'], ['There is no saga yet.'], []]);
  });
});
