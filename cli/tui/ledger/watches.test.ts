import { expect, test } from 'vitest';
import { chainOf } from '../../model/chain.ts';
import { hasGap } from '../../model/gaps.ts';
import { lagOf } from '../../model/lag.ts';
import { createModel, fold } from '../../model/model.ts';
import { play } from '../../model/testing/play.ts';
import { foldBefore } from '../../runs/fold.ts';
import { headerOf } from '../../runs/testing/record-story.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { createLedger, foldMoment, lagIn, type Moment } from './ledger.ts';
import { chainIn } from './watches.ts';

/** A story of which the second half is seen by a lab that is watched anew, as something had been missed. */
function seenInTwoWatches() {
  const { world, story } = play(system, { unrelayed: ['CustomerCreditReserved'] });
  const { id: correlation } = story.placeOrder(story.createCustomer(50).id, 10).request;
  const told = world.told.map(({ observation }): Moment => ({ kind: 'observation', observation }));
  const last = world.told.at(-1)!.observation;
  const gap = { kind: 'probe', probe: 'topics', state: 'gap', detail: 'killed' } as const;
  const first: Moment[] = [
    ...told,
    { kind: 'observation', observation: { ...gap, seq: last.seq + 1, seenMs: last.seenMs } },
  ];
  const entries: Moment[] = [...first, { kind: 'restart' }, ...told.slice(-4)];
  const ledger = createLedger([system], true);
  for (const entry of entries) foldMoment(ledger, entry);
  return { entries, first, ledger, correlation };
}

test('what was seen before is told as a recording tells it that is told again', () => {
  const { entries, first, ledger, correlation } = seenInTwoWatches();
  const recording = { header: headerOf(system), entries, observations: entries.length, damage: undefined };
  const retold = chainOf(foldBefore(recording, system, first.length), [correlation]);
  expect(retold.map(({ kind }) => kind)).toContain('missing');
  expect(chainIn(ledger, system.name, correlation)).toEqual(retold);
});

test('what comes after is judged by itself: nothing was missed of it, and only what it told of waits', () => {
  const { entries, ledger } = seenInTwoWatches();
  const recording = { header: headerOf(system), entries, observations: entries.length, damage: undefined };
  const model = ledger.models.get(system.name)!;
  expect(hasGap(model)).toBeUndefined();
  expect(model.seq).toBe(foldBefore(recording, system, entries.length).seq);
  // Where nothing waits there is no zero in it.
  expect(lagOf(foldBefore(recording, system, entries.length))).toMatchObject(lagIn(ledger, model));
});

test('a hop that was seen in both is looked at where it was chosen', () => {
  const { entries, first, ledger, correlation } = seenInTwoWatches();
  const anew = createModel(system);
  for (const entry of entries.slice(first.length))
    if (entry.kind === 'observation') fold(anew, entry.observation);
  const before = new Set(chainIn(ledger, system.name, correlation).map(({ id }) => id));
  for (const { id } of chainOf(anew, [correlation]))
    expect(chainIn(ledger, system.name, correlation, { hop: id }).map((hop) => hop.id)).toContain(id);
  expect(before.size).toBeGreaterThan(0);
});
