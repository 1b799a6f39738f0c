import fc from 'fast-check';
import { expect, test } from 'vitest';
import { play } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { bindings } from '../keys/actions.ts';
import { keyNames } from '../keys/key.ts';
import { foldMoment } from '../ledger/ledger.ts';
import { screenOf } from '../screen/screen.ts';
import type { TuiEvent } from './event.ts';
import { indexOf, rowsOf, topOf, viewOf } from './rows.ts';
import { ledgerOf, lookOf } from './testing/look.ts';
import { User } from './testing/user.ts';

const { world, story } = play(system, { unrelayed: ['OrderApproved'] });
const { id } = story.createCustomer(50);
story.placeOrder(id, 10);
story.placeOrder(id, 90);
const { told } = world;

const key = fc.oneof(
  fc.constantFrom(...bindings.flatMap(({ keys }): string[] => [...keys]), ...keyNames),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  fc.constantFrom('ctrl+z', '', 'f13'),
);
const event: fc.Arbitrary<TuiEvent> = fc.oneof(
  { weight: 12, arbitrary: key.map((pressed) => ({ kind: 'key', key: pressed }) as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('mouse' as const),
      action: fc.constantFrom('press' as const, 'wheel-up' as const, 'wheel-down' as const),
      x: fc.integer({ min: -5, max: 200 }),
      y: fc.integer({ min: -5, max: 60 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('resized' as const),
      size: fc.record({ columns: fc.integer({ min: 1, max: 200 }), rows: fc.integer({ min: 1, max: 60 }) }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.string().map((text) => ({ kind: 'done', outcome: { ok: false, text } }) as const),
  },
);
/** Events, with things that are seen between them. */
const happenings = fc.array(fc.tuple(event, fc.nat(3)), { maxLength: 60 });

function playOut(events: readonly (readonly [TuiEvent, number])[], look = (user: User) => void user): User {
  const user = new User({
    ...lookOf(system, []),
    ledger: ledgerOf(system, told.slice(0, 8)),
    total: told.length,
  });
  for (const [each, more] of events) {
    const { ledger } = user.look;
    for (const { observation } of told.slice(ledger.folded, ledger.folded + more))
      foldMoment(ledger, { kind: 'observation', observation });
    user.on(each);
    look(user);
  }
  return user;
}

test('whatever is pressed, the cursor stands on a row that is there, and in sight', () => {
  fc.assert(
    fc.property(happenings, (events) => {
      playOut(events, ({ state, look }) => {
        const rows = rowsOf(state.focus, viewOf(state, look));
        const cursor = state.cursors[state.focus];
        const [place, top] = [indexOf(cursor, rows), topOf(cursor, rows, 5)];
        expect(place).toBeGreaterThanOrEqual(rows.length === 0 ? -1 : 0);
        expect(place).toBeLessThan(Math.max(1, rows.length));
        if (cursor.kind === 'follow' || rows.length === 0) return;
        expect(place - top).toBeGreaterThanOrEqual(0);
        expect(place - top).toBeLessThan(5);
      });
    }),
  );
});

test('whatever was pressed, esc leads back to the panes, and then lets go of everything', () => {
  fc.assert(
    fc.property(happenings, (events) => {
      const user = playOut(events);
      user.press('esc', 'esc', 'esc', 'esc', 'esc');
      expect(user.state).toMatchObject({ mode: { kind: 'browse' }, filter: '', picked: null });
    }),
  );
});

test('whatever was pressed, ctrl+c quits', () => {
  fc.assert(
    fc.property(happenings, (events) => {
      expect(playOut(events).press('ctrl+c').lastEffect).toEqual({ kind: 'quit' });
    }),
  );
});

test('whatever was pressed, there is a screen, as large as the terminal', () => {
  fc.assert(
    fc.property(happenings, (events) => {
      const { state, look } = playOut(events);
      const lines = screenOf(state, look);
      expect(lines).toHaveLength(state.size.rows);
    }),
  );
});

test('the same keys give the same state: nothing but state, event and look counts', () => {
  fc.assert(
    fc.property(happenings, (events) => {
      expect(playOut(events).state).toEqual(playOut(events).state);
    }),
  );
});
