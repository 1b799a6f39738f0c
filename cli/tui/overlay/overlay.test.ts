import { describe, expect, test } from 'vitest';
import { playOrder } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { screenOf } from '../screen/screen.ts';
import { lookOf } from '../state/testing/look.ts';
import { User } from '../state/testing/user.ts';

const look = lookOf(system, playOrder(system).world.told);
const small = { columns: 80, rows: 23 };

function screen({ state, look: seen }: User): string[] {
  return screenOf(state, seen).map((line) => line.map(({ text }) => text).join(''));
}

describe('while a filter is typed', () => {
  test('how many rows it leaves stands above it', () => {
    const lines = screen(new User(look, small).press('3', '/').type('type:Order'));
    expect(lines.at(-1)).toMatch(/^\/type:Order▏/);
    expect(lines.at(-2)).toMatch(/^2 of 4 in outbox/);
  });

  test('and in the title of every pane, of how many; where it leaves none, that it matches nothing', () => {
    const user = new User(look).press('3', '/').type('type:Order').press('enter');
    expect(screen(user).join('\n')).toMatch(/ 3 outbox 2\/4 /);
    const none = screen(user.press('/', 'ctrl+u').type('nowhere').press('enter')).join('\n');
    expect(none).toMatch(/ 3 outbox 0\/4 /);
    expect(none).toContain('nothing matches /nowhere');
    expect(none).not.toContain('messages appear here');
  });

  test('what is wrong stands there too, with the nearest right name', () => {
    const lines = screen(new User(look, small).press('/').type('tpye:x'));
    expect(lines.at(-2)).toContain('there is no field "tpye"; did you mean "type"?');
  });

  test('a pane that it cannot filter says so, also in its frame', () => {
    const user = new User(look, small).press('3', '/').type('saga:17');
    expect(screen(user).at(-2)).toContain('outbox is not filtered: its rows have no saga');
    expect(screen(user.press('enter')).join('\n')).toContain('not filtered: no saga here');
  });
});

describe('while a scenario is chosen', () => {
  const about =
    'The relay dies when the broker has OrderCreated and its position is not acknowledged: it is sent again, and nobody does it twice.';
  const scenarios = ['approve', 'crash-between-publish-and-acknowledge'].map((name, index) => ({
    id: `${system.name}/${name}`,
    about: index === 0 ? 'The order is approved.' : about,
    vars: {},
  }));
  const choosing = () => new User(lookOf(system, [], { scenarios }), small).press('r');

  test('its whole story is told below the list; beside the names are whole words of each', () => {
    const first = screen(choosing());
    expect(first[4]).toMatch(/ run approve {32}The order is approved\. +║/);
    expect(first[5]).toMatch(/ run crash-between-publish-and-acknowledge {2}The relay dies when the … +║/);
    expect(first.join('\n').match(/The order is approved/g)).toHaveLength(2);
    const second = screen(choosing().press('down'))
      .slice(6)
      .join('\n')
      .replaceAll(/[║\s]+/g, ' ');
    expect(second).toContain(about);
  });

  test('of several systems each is named with its own', () => {
    const systems = [system.name, 'store'];
    const user = new User(lookOf(system, [], { scenarios, systems })).press('r');
    expect(screen(user).join('\n')).toContain(`run ${system.name}/approve `);
  });

  test('where all fits beside the names the list has all of the room', () => {
    const lines = screen(new User(look, small).press('c'));
    expect(lines.slice(4, 20).every((line) => / (stop|start|kill|restart|pause|resume) /.test(line))).toBe(
      true,
    );
  });
});

describe('help', () => {
  test('tells the keys of where it was asked for, with those of one’s own', () => {
    const keymap = new User(look).state.keymap;
    const own = new Map([...keymap, ['zoom', ['z']] as const]);
    expect(screen(new User(look, undefined, { keymap: own }).press('?')).join('\n')).toMatch(
      / z +this pane alone/,
    );
    const inDetail = screen(new User(look).press('3', 'enter', '?')).join('\n');
    expect(inDetail).toMatch(/u +up the chain: what caused it/);
    expect(inDetail).not.toContain('next pane');
  });

  test('is read on to its end, and not beyond', () => {
    const user = new User(look, small).press('?', 'G');
    const end = screen(user).join('\n');
    expect(end).toContain('anywhere in the row');
    expect(screen(user.press('j', 'pagedown')).join('\n')).toBe(end);
    expect(screen(user.press('g')).join('\n')).toContain('Move');
  });
});

describe('a notice', () => {
  test('that is short stands in the footer', () => {
    const user = new User(look, small).on({ kind: 'done', outcome: { ok: true, text: 'relay stopped' } });
    expect(screen(user).at(-1)).toMatch(/^relay stopped/);
  });

  test('that is long can be read as a whole', () => {
    const text = `The lab did not stop the relay: ${'word '.repeat(30)}${'x'.repeat(100)} end.`;
    const shown = screen(new User(look, small).on({ kind: 'done', outcome: { ok: false, text } })).join('\n');
    expect(shown).toContain('it did not work');
    expect(shown).toContain('end.');
    expect(shown.match(/x/g)?.length).toBeGreaterThanOrEqual(100);
  });
});

test('the palette keeps what is chosen in sight', () => {
  const user = new User(look, small).press(':', ...Array.from({ length: 40 }, () => 'down'));
  const { mode } = user.state;
  expect(mode.kind === 'palette' && mode.chosen).toBe(40);
  const chosen = screenOf(user.state, look).find((line) =>
    line.some(({ style, text }) => style.light === 'cursor' && text.trim() !== ''),
  );
  expect(chosen).toBeDefined();
});

test('the detail view of a row that is gone says so', () => {
  const user = new User(look, small).press('3', 'enter');
  user.look = lookOf(system, []);
  expect(screen(user).join('\n')).toContain('It is not there any more.');
});

test('what one would type is shown in full, however long it is', () => {
  const shown = screen(new User(look, small).press('5', 'g', 'w')).join('\n');
  expect(shown).toContain('# the document as it is now');
  expect(shown.replaceAll(/[^\w]/g, '')).toContain('findOne_id1');
});
