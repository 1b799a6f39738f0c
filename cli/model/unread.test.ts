import { describe, expect, test } from 'vitest';
import { loansSystem } from '../test/harness/loans-system.ts';
import { chainOf } from './chain.ts';
import { checkInvariants } from './invariants/check.ts';
import { LoansStory } from './testing/loans.ts';

const invariants = 'delivered: { kind: outbox-equals-topics }, in-order: { kind: per-key-order }';

function lent(file: Parameters<typeof loansSystem>[0]) {
  const story = new LoansStory(loansSystem({ invariants, loans: ', request: { answer: $.loan }', ...file }));
  const request = story.lend();
  const model = story.world.model();
  return { story, request, model, results: checkInvariants(model, model.system, [request]) };
}

const wrong = { id: '{ header: ID }' };
const where = 'where messaging.loans-db.mapping looks for the id of a message';

describe('a record that says which message it is where the file does not look', () => {
  test('is not told as lost: what there is, is named, and the header that has the id', () => {
    expect(lent(wrong).results).toEqual([
      {
        name: 'delivered',
        verdict: 'inconclusive',
        proof: [
          `1 record on library.loans is without the header ID, ${where}; ` +
            'the headers there are kind, no, and no has the id of an outbox row: write record: { id: { header: no } }',
        ],
      },
      { name: 'in-order', verdict: 'not-applicable' },
    ]);
  });

  test('is not recognised in the chain, rather than not seen', () => {
    const { model, request } = lent(wrong);
    const missing = chainOf(model, [request]).filter(({ kind }) => kind === 'missing');
    expect(missing.map(({ label }) => label)).toEqual([
      expect.stringMatching(
        /^BookLent not recognised on topic library.loans for .* \(1 record there has no header ID\)$/,
      ),
    ]);
  });

  test('may have the id of what it was sent for too, which is not the one to write', () => {
    const { story, request } = lent(wrong);
    story.take();
    const at = { topic: 'library.copies', partition: 0, offset: '0', key: 'n1', value: '{}' };
    story.world.tell('topic library.copies', { kind: 'record', ...at, headers: { because: '7', no: 'n1' } });
    const model = story.world.model();
    const [delivered] = checkInvariants(model, model.system, [request]);
    expect(delivered?.proof?.[1]).toMatch(
      /^1 record on library.copies .*, and no has the id of an outbox row: write record: \{ id: \{ header: no \} \}$/,
    );
  });

  test('may have it in its value', () => {
    const [delivered] = lent({ id: '{ json: $.meta.id }' }).results;
    expect(delivered?.proof?.[0]).toContain('is without $.meta.id in its value, ');
  });
});

test('a record that a row is lacking is lost where every record there is a message', () => {
  const { story, request } = lent({});
  const model = story.world.model(story.world.told.filter(({ source }) => !source.startsWith('topic')));
  expect(checkInvariants(model, model.system, [request])[0]).toMatchObject({
    verdict: 'fail',
    proof: [expect.stringMatching(/^BookLent 7 .*: not on topic library.loans$/)],
  });
});

test('a record without a type is told by where the file looks for it', () => {
  const { story, request } = lent({});
  const model = story.world.model(
    story.world.told.map((each) =>
      each.observation.kind === 'record'
        ? { ...each, observation: { ...each.observation, headers: { no: '7', event: 'BookLent' } } }
        : each,
    ),
  );
  expect(checkInvariants(model, model.system, [request])[0]?.proof).toEqual([
    expect.stringMatching(/: has no header kind at library.loans\/0@3, its own is BookLent$/),
  ]);
});
