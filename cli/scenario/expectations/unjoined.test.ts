import { expect, test } from 'vitest';
import { loansSystem } from '../../test/harness/loans-system.ts';
import { LoansStory } from '../../model/testing/loans.ts';
import { findEvents } from './events.ts';
import { findHops } from './hops.ts';

const story = new LoansStory(loansSystem());
const request = story.lend();
const model = story.world.model();
const add =
  'add request: or cause: to tables.loans-db.loans, or causation: to messaging.loans-db.mapping.outbox in the system file';

test('of an event that came for no known request it is not said that it was not seen', () => {
  expect(findEvents(model, [request], ['BookLent'])).toEqual({
    holds: false,
    seen: [],
    why: `BookLent was seen (loans-db announcements 7, library.loans/0@3), but no request is known for it: ${add}`,
  });
  expect(findEvents(model, [request], ['CopyTaken']).why).toBe('CopyTaken was not seen');
});

test('beside a hop that is not there stands what no request is known for', () => {
  expect(findHops(model, [request], [{ kind: 'row', type: 'insert' }]).why).toBe(
    'no hop with kind row, type insert; 1 message was seen for which no request is known, ' +
      `BookLent (loans-db announcements 7, library.loans/0@3): ${add}`,
  );
  expect(findHops(model, [request], [{ kind: 'http', count: 2 }]).why).toBe('1 hops with kind http, not 2');
});
