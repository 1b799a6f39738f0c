import { describe, expect, test } from 'vitest';
import { play } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import type { PaneId } from '../panes/pane.ts';
import { paneOf } from '../panes/panes.ts';
import { viewOf } from '../state/rows.ts';
import type { Look } from '../state/look.ts';
import { initialState, type TuiState } from '../state/state.ts';
import { ledgerOf, lookAt } from '../testing/looks.ts';
import { stuckOrder } from '../testing/stuck-order.ts';
import { screenOf } from './screen.ts';

const stuck = stuckOrder(system);
const wide = initialState({ columns: 160, rows: 44 }, 'dark');

function textOfScreen(state: TuiState, look: Look = stuck): string[] {
  return screenOf(state, look).map((line) => line.map(({ text }) => text).join(''));
}

/** The state after the row of a pane was chosen. */
function choosing(pane: PaneId, index: number, look: Look = stuck): TuiState {
  return { ...wide, picked: paneOf(pane).rows(viewOf(wide, look)).row(index).picks };
}

describe('what is chosen in one pane', () => {
  test('stands out in the others by a sign of its own, and the rest of its chain by another', () => {
    const screen = textOfScreen({ ...choosing('topics', 2), focus: 'logs' }).join('\n');
    expect(screen).toMatch(/█✔ OrderCreated {11}17/);
    expect(screen).toMatch(/█✔ CustomerCreditReserved 1/);
    expect(screen).toMatch(/█✔ OrderApproved {10}17/);
    expect(screen).toMatch(/│✔ OrderCreated {11}18/);
    const other = textOfScreen({ ...choosing('topics', 1), focus: 'logs' }).join('\n');
    expect(other).toMatch(/█● 17/);
  });

  test('comes into sight in the others, however much is below it', () => {
    const { world, story } = play(system);
    const customer = story.createCustomer(1_000_000);
    const orders = Array.from({ length: 60 }, () => story.placeOrder(customer.id, 1));
    const look = lookAt(ledgerOf(world));
    const correlation = orders[9]!.request.id;
    const newest = textOfScreen(wide, look).join('\n');
    expect(newest).toMatch(/▒✔ OrderCreated +76/);
    const picked = { system: system.name, correlation, hop: `http:${correlation}` };
    const screen = textOfScreen({ ...wide, picked }, look).join('\n');
    expect(screen).toMatch(/█✔ OrderCreated +26 .*█✔ Order\/0@18 +26 /);
    expect(screen).toMatch(/█● 26 +PENDING → APPROVED/);
    expect(screen).toMatch(/✔ orders 26 /);
  });

  test('a pane that is stood in is left where it stands', () => {
    const outbox = { kind: 'at', id: 'none', index: 0, top: 0 } as const;
    const state = { ...choosing('topics', 7), cursors: { ...wide.cursors, outbox } };
    expect(textOfScreen(state).join('\n')).toMatch(/CustomerCreated {8}1/);
  });
});

test('without anything chosen the chain that began last lights up, as a whole', () => {
  const screen = textOfScreen(wide).join('\n');
  expect(screen).toMatch(/▒○ 19/);
  expect(screen).not.toMatch(/█[✔◷○]/);
});

test('the focused pane is drawn double, and where it stands has a sign', () => {
  const screen = textOfScreen({ ...wide, focus: 'outbox' });
  expect(screen[1]).toMatch(/^╔═ 3 outbox .*╗┌─ 4 topics/);
  expect(screen.join('\n')).toMatch(/▸◷ CustomerCreditReserved 1 +3\.2 s▒/);
});

test('paused, it says where it stands of how much; what memory gave away is counted', () => {
  const paused = { ...wide, frozenAt: stuck.ledger.folded };
  expect(textOfScreen(paused, { ...stuck, total: 900, spooled: 400 })[0]).toMatch(
    /PAUSED 65\/900 \(400 on disk\) · up$/,
  );
});

test('while a lab starts, it says at what it is', () => {
  const session = { ...stuck.session, state: 'starting', detail: 'postgres', label: '' };
  const [header] = textOfScreen(wide, { ...stuck, session });
  expect(header).toMatch(/^saga-lab customers-and-orders · postgres .* starting$/);
});

test.each([wide.size.columns, 80])(
  'in %d columns the header says what is wrong, before what it looks at',
  (columns) => {
    const trouble = 'relay is stopped: `:start relay`';
    const session = { ...stuck.session, state: 'degraded', trouble };
    const size = { columns, rows: 24 };
    const [header] = textOfScreen({ ...wide, size }, { ...stuck, session });
    expect(header).toContain(`saga-lab ${trouble}`);
    expect(header).toMatch(/· degraded$/);
  },
);

test('too small a terminal is told what is needed, in its own measure', () => {
  const small = { ...wide, size: { columns: 50, rows: 11 } };
  expect(
    textOfScreen(small)
      .slice(0, 2)
      .map((line) => line.trim()),
  ).toEqual(['This terminal has 50 columns and 12 rows.', 'saga-lab needs 60 and 16.']);
});

test('at any size in between, and with nothing seen yet, every line is as wide as the screen', () => {
  const nothing = lookAt(ledgerOf(play(system).world));
  for (const look of [stuck, nothing])
    for (let columns = 60; columns < 170; columns += 7)
      for (const rows of [15, 16, 29, 31, 39, 44])
        for (const line of screenOf({ ...wide, size: { columns, rows } }, look))
          expect(line.reduce((sum, { text }) => sum + widthIn(text), 0)).toBe(columns);
});

/** Of these worlds only the name of the customer is wide. */
function widthIn(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (/[山田🦊]/u.test(character) ? 2 : 1), 0);
}
