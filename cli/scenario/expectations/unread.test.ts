import { expect, test } from 'vitest';
import { LoansStory } from '../../model/testing/loans.ts';
import { loansSystem } from '../../test/harness/loans-system.ts';
import { findEvents } from './events.ts';

test('records that are no message are told where an event is waited for in vain, as one may be it', () => {
  const story = new LoansStory(loansSystem({ id: '{ header: ID }', loans: ', request: { answer: $.loan }' }));
  const request = story.lend();
  expect(findEvents(story.world.model(), [request], ['BookLent', 'BookReturned']).why).toContain(
    'BookReturned was not seen after BookLent; 1 record on library.loans is without the header ID',
  );
});
