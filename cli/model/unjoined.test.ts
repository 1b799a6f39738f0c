import { describe, expect, test } from 'vitest';
import { loansSystem } from '../test/harness/loans-system.ts';
import { insertInto } from './testing/foreign.ts';
import { LoansStory } from './testing/loans.ts';
import { unjoinedOfType, unjoinedText } from './unjoined-text.ts';
import { unjoinedSince } from './unjoined.ts';

const add =
  'add request: or cause: to tables.loans-db.loans, or causation: to messaging.loans-db.mapping.outbox in the system file';

function lent(system = loansSystem(), columns: Readonly<Record<string, string>> = {}) {
  const story = new LoansStory(system);
  const request = story.lend('4', '7', columns);
  const ofType = (type: string) => unjoinedOfType(story.world.model(), [request], type);
  return { story, request, ofType };
}

describe('a message that no request is known for', () => {
  test('is told with its places and what the system file lacks', () => {
    expect(lent().ofType('BookLent')).toBe(
      `BookLent was seen (loans-db announcements 7, library.loans/0@3), but no request is known for it: ${add}`,
    );
  });

  test('is mended where the story begins, whoever sent it', () => {
    const { story, ofType } = lent();
    story.take();
    expect(ofType('CopyTaken')).toBe(
      `CopyTaken was seen (copies-db notes n1), but no request is known for it: ${add}`,
    );
  });

  test('is no other type, and none from before the first request', () => {
    const { story, ofType } = lent();
    expect(ofType('CopyTaken')).toBeUndefined();
    const later = story.request('/loans');
    expect(unjoinedSince(story.world.model(), [later])).toEqual([]);
    expect(unjoinedSince(story.world.model(), [])).toEqual([]);
  });

  test.each([
    ['its table names it by the answer', loansSystem({ loans: ', request: { answer: $.loan }' }), {}],
    [
      'its outbox names it',
      loansSystem({ more: ', causation: why' }),
      { why: `${'1'.padStart(16, '0')}-00000000000000aa` },
    ],
  ])('is none where %s', (_, system, columns) => {
    const { story, request, ofType } = lent(system, columns);
    story.take();
    expect(ofType('BookLent')).toBeUndefined();
    expect(ofType('CopyTaken')).toBeUndefined();
    expect(unjoinedSince(story.world.model(), [request])).toEqual([]);
  });

  test.each<[string, Parameters<typeof loansSystem>[0], Record<string, string>, string]>([
    [
      'whose row names another cause',
      { more: ', causation: loan' },
      {},
      'its commit in loans-db names 4 as its cause, which is no request and no message that was seen',
    ],
    [
      'whose correlation is none',
      { more: ', correlation: loan' },
      {},
      "its correlation is 4, which is no request's; mend correlation: of messaging.loans-db",
    ],
    [
      'whose key the answer has not',
      { loans: ', request: { answer: $.id }' },
      {},
      'see whether request: or cause: of tables.loans-db.loans finds its row',
    ],
  ])('%s says so', (_, file, columns, mending) => {
    expect(lent(loansSystem(file), columns).ofType('BookLent')).toContain(`for it: ${mending}`);
  });

  test('beside no row of a table that is named asks for one', () => {
    const story = new LoansStory(loansSystem());
    const request = story.request('/loans');
    story.commit('loans-db', [insertInto('announcements', { no: '8', kind: 'BookLent', body: '{}' }, 'no')]);
    expect(unjoinedOfType(story.world.model(), [request], 'BookLent')).toContain(
      'add the table that it changes, with request: or cause:, to tables.loans-db, or causation: to messaging.loans-db.mapping.outbox in the system file',
    );
  });
});

test('all that no request is known for is counted, the first of it named', () => {
  const { story, request } = lent();
  story.take();
  story.commit('loans-db', [insertInto('loans', { loan_id: '5' }, 'loan_id')]);
  const model = story.world.model();
  expect(unjoinedText(model, unjoinedSince(model, [request]))).toBe(
    '2 messages and 1 commit were seen for which no request is known, ' +
      'BookLent (loans-db announcements 7, library.loans/0@3), CopyTaken (copies-db notes n1), ' +
      'insert loans 5 (loans-db xid 503): ' +
      `${add}; add request: or cause: to tables.loans-db.loans in the system file`,
  );
});
