import { expect, test } from 'vitest';
import { chainOf } from '../model/chain.ts';
import { LoansStory } from '../model/testing/loans.ts';
import { loansSystem } from '../test/harness/loans-system.ts';
import { unseenEffects } from './unseen-effects.ts';

function unseen(story: LoansStory, request: string): readonly string[] {
  const model = story.world.model();
  return unseenEffects(model, [request], chainOf(model, [request]));
}

test('a request without a trace is told with what its service was seen to do for no known request', () => {
  const story = new LoansStory(loansSystem());
  expect(unseen(story, story.lend())).toEqual([
    'of POST /loans -> 201 at loans no row and no message is known',
    expect.stringMatching(
      /^1 message was seen for which no request is known, BookLent \(loans-db announcements 7, .*: add request: or cause: to tables.loans-db.loans/,
    ),
  ]);
});

test('what another service did is nothing to it', () => {
  const story = new LoansStory(loansSystem());
  const request = story.request('/loans');
  story.take();
  expect(unseen(story, request)).toEqual(['of POST /loans -> 201 at loans no row and no message was seen']);
});

test('one whose row is joined to it has its trace', () => {
  const story = new LoansStory(loansSystem({ loans: ', request: { answer: $.loan }' }));
  expect(unseen(story, story.lend())).toEqual([]);
});
