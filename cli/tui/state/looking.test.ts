import { describe, expect, test } from 'vitest';
import { play, playOrder } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { foldMoment } from '../ledger/ledger.ts';
import { paletteEntries } from './modes/palette.ts';
import type { PaneRow } from '../panes/pane.ts';
import { rowsOf, standsOn, viewOf } from './rows.ts';
import { lookOf } from './testing/look.ts';
import { detailText } from './testing/detail-text.ts';
import { User } from './testing/user.ts';
import { themeNames } from './themes.ts';

const { world, order } = playOrder(system);
const look = lookOf(system, world.told);

function rowUnder({ state, look: seen }: User): PaneRow | undefined {
  const view = viewOf(state, seen);
  const rows = rowsOf(state.focus, view);
  return rows.row(standsOn(state, state.focus, rows, view));
}

function names(user: User): string[] {
  const { mode } = user.state;
  return mode.kind === 'palette' ? paletteEntries(user.state, mode, look).map(({ name }) => name) : [];
}

describe('the cursor', () => {
  test('stays on its row while rows stream in above and below', () => {
    const { world: growing, story } = play(system);
    const { id } = story.createCustomer(50);
    story.placeOrder(id, 10);
    const user = new User(lookOf(system, growing.told)).press('3', 'g', 'j');
    const chosen = user.row;
    const before = growing.told.length;
    story.placeOrder(id, 20);
    for (const { observation } of growing.told.slice(before))
      foldMoment(user.look.ledger, { kind: 'observation', observation });
    expect(user.row).toBe(chosen);
    expect(user.press('f').row).not.toBe(chosen);
  });

  test.each(['esc', 'f'])(
    'goes on with what lights up in every pane, once %s has let go of a row',
    (letGo) => {
      const { world: growing, story } = play(system);
      const { id } = story.createCustomer(50);
      story.placeOrder(id, 10);
      const user = new User(lookOf(system, growing.told)).press('3', 'g', 'j', '4', 'g').press(letGo);
      const before = growing.told.length;
      const { request } = story.placeOrder(id, 20);
      for (const { observation } of growing.told.slice(before))
        foldMoment(user.look.ledger, { kind: 'observation', observation });
      const { lit } = viewOf(user.state, user.look);
      expect(lit.chain[0]?.correlation).toBe(request.id);
      for (const pane of ['3', '4']) expect(lit.hops).toContain(rowUnder(user.press(pane))?.hops[0]);
    },
  );

  test('goes to the nearest row where a filter hides its own, and back to it when the filter is let go', () => {
    const user = new User(look).press('3', 'g', 'j');
    const chosen = user.row;
    user.press('/').type('type:OrderApproved').press('enter');
    expect(user.row).not.toBe(chosen);
    expect(user.press('esc').row).toBe(chosen);
  });

  test('is led to what a search finds, round the end, in both directions', () => {
    const user = new User(look).press('3', 'g', 'ctrl+f').type('type:order').press('enter');
    const found = [user.row];
    found.push(user.press('n').row, user.press('n').row, user.press('N').row);
    expect(new Set(found).size).toBe(2);
    expect(found[2]).toBe(found[0]);
    expect(found[3]).toBe(found[1]);
    expect(rowsOf('outbox', viewOf(user.state, look)).length).toBe(4);
  });
});

describe('a filter', () => {
  test('is seen while it is typed; esc leaves the old one, enter keeps the new one', () => {
    const user = new User(look).press('3', '/').type('key:17');
    expect(rowsOf('outbox', viewOf(user.state, look)).length).toBe(2);
    user.press('esc');
    expect(rowsOf('outbox', viewOf(user.state, look)).length).toBe(4);
    user.press('/').type('key:17').press('enter');
    expect(user.state.filter).toBe('key:17');
  });

  test('that cannot be read is not taken, and the one before stays', () => {
    const user = new User(look)
      .press('/')
      .type('key:17')
      .press('enter', '/', 'ctrl+u')
      .type('kee:17')
      .press('enter');
    expect(user.state.mode.kind).toBe('filter');
    expect(user.press('esc').state.filter).toBe('key:17');
  });
});

describe('the detail view', () => {
  test('shows what caused a row and what came of it, and its payload unfolded', () => {
    const user = new User(look).press('3', 'g', 'j', 'enter');
    const lines = detailText(user);
    expect(lines[0]).toBe('caused by');
    expect(lines[1]).toContain('insert orders 17');
    expect(lines.join('\n')).toContain('"orderTotal": {');
    expect(lines.at(-1)).toContain('OrderCreated relayed to Order');
  });

  test('folds and unfolds, and does not forget the row when others come', () => {
    const user = new User(look).press('3', 'g', 'j', 'enter');
    const open = detailText(user).length;
    user.press('enter');
    expect(detailText(user).some((line) => /\{ … \d+ fields \}/.test(line))).toBe(true);
    expect(user.press('enter') && detailText(user).length).toBe(open);
  });

  test('goes up and down the chain, hop by hop, and the chain lights up', () => {
    const user = new User(look).press('3', 'g', 'j', 'enter', 'd');
    expect(user.state.picked?.hop).toMatch(/^relay:/);
    expect(user.state.mode).toMatchObject({ kind: 'detail', row: { pane: 'chain' } });
    user.press('u', 'u', 'u');
    expect(user.state.picked?.hop).toBe(`http:${order.request.id}`);
    expect(detailText(user)[0]).toBe('caused by: nothing that was seen: it is a root');
    expect(user.press('esc').state.mode.kind).toBe('browse');
  });

  test('a neighbour is gone to from its line', () => {
    const user = new User(look).press('3', 'g', 'j', 'enter', 'G', 'enter');
    expect(user.state.picked?.hop).toMatch(/^relay:/);
  });
});

describe('copied', () => {
  test('is the row as JSON', () => {
    const user = new User(look).press('4', 'g', 'y');
    const effect = user.lastEffect;
    expect(effect?.kind === 'copy' && JSON.parse(effect.text)).toMatchObject({
      topic: 'Customer',
      partition: 0,
      offset: '0',
      type: 'CustomerCreated',
    });
  });

  test.each([
    ['4', 'kcat -b 127.0.0.1:9092 -C -t Customer -p 0 -o 0 -c 1'],
    [
      '3',
      /^psql postgres:\/\/postgres@127\.0\.0\.1:5433\/customer-db -c "select \* from message where id = '.*'"$/,
    ],
    ['2', `psql postgres://postgres@127.0.0.1:5432/order-db -c "select * from orders where id = '17'"`],
    [
      '5',
      `mongosh --quiet mongodb://127.0.0.1:27017/order-history-db --eval 'db.getCollection("customers").findOne({ _id: 1 })'`,
    ],
    ['6', 'curl -i -X POST http://127.0.0.1:8081/orders'],
  ])('pane %s: the command that gives the same', (pane, command) => {
    const user = new User(look).press(pane, 'g', 'Y');
    const effect = user.lastEffect;
    expect(effect?.kind === 'copy' ? effect.text : '').toEqual(
      typeof command === 'string' ? command : expect.stringMatching(command),
    );
  });

  test('a row that no command gives says so', () => {
    const user = new User(lookOf(system, [])).press('3', 'Y');
    expect(user.effects).toEqual([]);
    expect(user.state.notice?.text).toBe('No command gives this row.');
  });
});

describe('the palette', () => {
  test('finds by letters of a name', () => {
    expect(names(new User(look).press(':').type('zoom'))[0]).toBe('zoom');
    expect(names(new User(look).press(':').type('pane out'))[0]).toBe('pane outbox');
    expect(names(new User(look).press(':').type('strel'))[0]).toBe('stop relay');
    expect(names(new User(look).press(':').type('qqqqq'))).toEqual([]);
  });

  test('of those that are found as well as each other, the first is first', () => {
    const verbs = names(new User(look).press('c').type('relay'));
    expect(verbs.slice(0, 2)).toEqual(['stop relay', 'kill relay']);
  });

  test('one theme comes after the other, and after the last the first', () => {
    const user = new User(look);
    const seen = themeNames.map(() => user.press('t').state.theme);
    expect(new Set(seen)).toEqual(new Set(themeNames));
    expect(seen.at(-1)).toBe('dark');
  });

  test('offers first what was done last', () => {
    const user = new User(look).press(':').type('theme light').press('enter');
    expect(user.state.theme).toBe('light');
    expect(names(user.press(':'))[0]).toBe('theme light');
  });

  test('does what its entry says: a pane, an action, an export', () => {
    const user = new User(look).press(':').type('pane topics').press('enter');
    expect(user.state.focus).toBe('topics');
    expect(user.press(':').type('zoom').press('enter').state.zoomed).toBe(true);
    expect(user.press('e').type('svg').press('enter').lastEffect).toEqual({ kind: 'export', format: 'svg' });
  });

  test('exports the chosen chain alone, once one is chosen', () => {
    const user = new User(look).press('e').type('chain svg');
    expect(names(user)).toEqual([]);
    user.press('esc').press('3').press('j').press('e').type('chain svg');
    expect(names(user)).toContain('export chain svg');
    const { picked } = user.state;
    expect(user.press('enter').lastEffect).toEqual({
      kind: 'export',
      format: 'svg',
      chain: picked?.correlation,
    });
  });
});

describe('the mouse', () => {
  test('is off until it is asked for', () => {
    const user = new User(look).press('m');
    expect([user.state.mouse, user.lastEffect]).toEqual([true, { kind: 'mouse', on: true }]);
  });

  test('chooses a pane and its row; the wheel goes through it', () => {
    const user = new User(look).press('1');
    user.on({ kind: 'mouse', action: 'press', x: 3, y: 4 });
    expect([user.state.focus, user.row]).toEqual([
      'outbox',
      rowsOf('outbox', viewOf(user.state, look)).row(1).id,
    ]);
    user.on({ kind: 'mouse', action: 'wheel-down', x: 3, y: 4 });
    expect(user.row).toBe(rowsOf('outbox', viewOf(user.state, look)).row(3).id);
  });
});
