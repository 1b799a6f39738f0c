import fc from 'fast-check';
import { expect, test } from 'vitest';
import { play, playOrder } from '../../model/testing/play.ts';
import type { Told } from '../../model/testing/world.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { createLedger, foldMoment, type Ledger } from '../ledger/ledger.ts';
import { paneOf } from '../panes/panes.ts';
import type { PaneId, PaneView, RowList } from '../panes/pane.ts';
import { lookOf } from '../state/testing/look.ts';
import { viewOf } from '../state/rows.ts';
import { initialState } from '../state/state.ts';
import { filterFields } from './fields.ts';
import { filteredRows } from './filtered.ts';
import type { Filter } from './filter.ts';
import { matches } from './match.ts';
import { parseFilter } from './parse.ts';
import { searchableOf } from './searchable.ts';

const panes = ['outbox', 'topics', 'sagas', 'document', 'logs', 'chain'] as const;

function filterOf(text: string): Filter {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.filter;
}

function viewOn(ledger: Ledger): PaneView {
  return viewOf(initialState({ columns: 160, rows: 45 }, 'dark'), { ...lookOf(system, []), ledger });
}

function idsOf(rows: RowList): string[] {
  return Array.from({ length: rows.length }, (_, index) => rows.row(index).id);
}

/** What a filter means: every row that matches, of a pane where each of its fields stands in some row. */
function naive(all: RowList, filter: Filter): string[] {
  const rows = Array.from({ length: all.length }, (_, index) => all.row(index));
  const fields = new Set(rows.flatMap((row) => Object.keys(row.fields())));
  const has = filter.terms.every(({ field }) => field === null || fields.has(field));
  return rows.filter((row) => !has || matches(filter, searchableOf(row))).map(({ id }) => id);
}

function shown(pane: PaneId, told: readonly Told[], text: string): string[] {
  const view = viewOn(lookOf(system, told).ledger);
  return idsOf(filteredRows(pane, paneOf(pane).rows(view), filterOf(text), view.look.ledger));
}

test('the outbox rows of one type, of one key, and all others', () => {
  const { world } = playOrder(system);
  expect(shown('outbox', world.told, 'type:ordercreated')).toHaveLength(1);
  expect(shown('outbox', world.told, 'key:17')).toHaveLength(2);
  expect(shown('outbox', world.told, 'key:17 type:Approved')).toHaveLength(1);
  expect(shown('outbox', world.told, '-type:OrderCreated')).toHaveLength(3);
});

test('a number is the whole field: saga 1 is not saga 17', () => {
  const { world } = playOrder(system);
  expect(shown('sagas', world.told, 'saga:1')).toEqual([]);
  expect(shown('sagas', world.told, 'saga:17')).toContain('create-order/17');
});

test('a pane whose rows have no such field shows them all and says which', () => {
  const { world } = playOrder(system);
  const view = viewOn(lookOf(system, world.told).ledger);
  const rows = filteredRows('outbox', paneOf('outbox').rows(view), filterOf('saga:17'), view.look.ledger);
  expect(rows.length).toBe(4);
  expect(rows.lacks).toEqual(['saga']);
});

test('reads on from time to time: its count grows, and ends where it would have been at once', () => {
  const { world } = playOrder(system);
  const view = viewOn(lookOf(system, world.told).ledger);
  const read = () =>
    filteredRows('logs', paneOf('logs').rows(view), filterOf('type:order'), view.look.ledger, () => false);
  const unread: number[] = [];
  const counts: number[] = [];
  for (let rows = read(); ; rows = read()) {
    unread.push(rows.unread);
    counts.push(rows.length);
    if (rows.unread === 0) break;
  }
  expect(unread.length).toBeGreaterThan(5);
  expect(unread).toEqual([...unread].sort((left, right) => right - left));
  expect(counts).toEqual([...counts].sort((left, right) => left - right));
  expect(counts.at(-1)).toBe(shown('logs', world.told, 'type:order').length);
});

test('a row that waited for the relay leaves missing:relay when it is relayed', () => {
  const { world } = playOrder(system);
  const ledger = createLedger([system], true);
  const counts: number[] = [];
  for (const { observation } of world.told) {
    foldMoment(ledger, { kind: 'observation', observation });
    const view = viewOn(ledger);
    counts.push(
      filteredRows('outbox', paneOf('outbox').rows(view), filterOf('missing:relay'), ledger).length,
    );
  }
  expect(Math.max(...counts)).toBe(1);
  expect(counts.at(-1)).toBe(0);
});

function entryAt(place: number): number {
  return place % 3 === 2 ? -1 : place - Math.floor(place / 3);
}

/** Below every second row one that stands for no entry, as where a saga shows its steps. */
function withOthers(entries: RowList): RowList {
  return {
    length: entries.length + Math.floor(entries.length / 2),
    row(place) {
      const entry = entryAt(place);
      if (entry >= 0) return entries.row(entry);
      const fields = () => ({ state: `${place}`, verdict: 'pass' });
      return {
        id: `other ${place}`,
        picks: null,
        hops: [],
        cells: [{ text: 'or' }],
        fields,
        detail: () => null,
      };
    },
    made: { entries, entryAt },
  };
}

const words = fc.constantFrom(
  'type:OrderCreated',
  'type:Cre',
  '-type:Customer',
  'key:1',
  'key:17',
  'missing:relay',
  '-missing:relay',
  'state:PENDING',
  'state:A',
  'saga:17',
  'offset:1',
  'event:handled',
  'process:relay',
  'collection:orders',
  'verdict:pass',
  'o',
  'or',
  '-approved',
  '1',
);

test('whatever was asked before, and whenever, a filter leaves what it would leave of all rows', () => {
  const { world, story } = play(system, { unrelayed: ['OrderApproved'] });
  const customers = [story.createCustomer(50), story.createCustomer(20)];
  for (const { id } of customers) {
    story.placeOrder(id, 30);
    story.cancelOrder(story.placeOrder(id, 5));
  }
  const filter = fc.array(words, { minLength: 1, maxLength: 3 }).map((list) => list.join(' '));
  const asked = fc.tuple(fc.nat(12), fc.constantFrom(...panes), filter, fc.boolean());
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 30 }), (questions) => {
      const ledger = createLedger([system], true);
      for (const [more, pane, text, opened] of questions) {
        for (const { observation } of world.told.slice(ledger.folded, ledger.folded + more))
          foldMoment(ledger, { kind: 'observation', observation });
        const rows = paneOf(pane).rows(viewOn(ledger));
        const all = opened ? withOthers(rows) : rows;
        const found = filteredRows(pane, all, filterOf(text), ledger);
        expect(idsOf(found)).toEqual(naive(all, filterOf(text)));
      }
    }),
  );
});

test('the filter knows every field that a row has', () => {
  const { world } = playOrder(system);
  const view = viewOn(lookOf(system, world.told).ledger);
  const fields = panes.flatMap((pane) => {
    const rows = paneOf(pane).rows(view);
    return Array.from({ length: rows.length }, (_, index) => Object.keys(rows.row(index).fields())).flat();
  });
  expect([...new Set(fields)].filter((field) => !Object.hasOwn(filterFields, field))).toEqual([]);
});
