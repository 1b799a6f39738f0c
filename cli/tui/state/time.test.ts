import { describe, expect, test } from 'vitest';
import { playOrder } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { momentOfRecord } from '../ledger/entries.ts';
import { foldMoment } from '../ledger/ledger.ts';
import type { Look } from './look.ts';
import { positionOf } from './time.ts';
import { ledgerOf, lookOf } from './testing/look.ts';
import { User } from './testing/user.ts';

const { told } = playOrder(system).world;

/** A look at the first so many moments, as a session gives it after a seek. */
function at(look: Look, moments: number | null): Look {
  return { ...look, ledger: ledgerOf(system, told.slice(0, moments ?? told.length)) };
}

/** A user whose session does what it is asked: it seeks. */
class Traveller extends User {
  override on(event: Parameters<User['on']>[0]): this {
    const before = this.effects.length;
    super.on(event);
    for (const effect of this.effects.slice(before))
      if (effect.kind === 'seek') this.look = at(this.look, effect.at);
    return this;
  }

  get position() {
    return positionOf(this.state, this.look);
  }
}

describe('a lab', () => {
  test('paused keeps what happens, counts it, and goes back to the present', () => {
    const user = new Traveller(at(lookOf(system, told), 10)).press('space');
    user.look = { ...user.look, total: 14 };
    expect(user.position).toEqual({ at: 10, total: 14, fresh: 4, kind: 'paused' });
    user.press('space');
    expect(user.lastEffect).toEqual({ kind: 'seek', at: null });
    expect(user.position.kind).toBe('live');
  });

  test('is looked at as it was, an observation at a time', () => {
    const user = new Traveller(lookOf(system, told)).press('[', '[');
    expect(user.position).toMatchObject({ at: told.length - 2, kind: 'paused' });
    expect(user.look.ledger.folded).toBe(told.length - 2);
    expect(user.press(']').position.at).toBe(told.length - 1);
    expect(user.press(']').position.kind).toBe('live');
  });

  test('has a beginning, behind which nothing is', () => {
    const user = new Traveller(lookOf(system, told)).press('0', '[');
    expect(user.position.at).toBe(0);
    expect(user.press('$').position).toMatchObject({ at: told.length, kind: 'live' });
  });

  test.each([
    ['7', 7],
    ['50%', Math.round(told.length / 2)],
    ['-3', told.length - 3],
  ])('moment %s is gone to by its number', (text, moment) => {
    expect(new Traveller(lookOf(system, told)).press('@').type(text).press('enter').position.at).toBe(moment);
  });

  test('the moment at which a record was seen is gone to by its place', () => {
    const seen = told.findIndex(({ observation }) => observation.kind === 'record');
    const { observation } = told[seen]!;
    const place =
      observation.kind === 'record' && `${observation.topic}/${observation.partition}@${observation.offset}`;
    const whole = ledgerOf(system, told);
    const look: Look = {
      ...lookOf(system, told),
      momentOfRecord: (wanted) => momentOfRecord(whole.entries, wanted),
    };
    const user = new Traveller(look).press('0', '@').type(String(place)).press('enter');
    expect(user.position.at).toBe(seen + 1);
    const lost = user.press('@').type('Order/0@4711').press('enter');
    expect([lost.state.mode.kind, lost.position.at]).toEqual(['moment', seen + 1]);
  });

  test('a moment that is no number is not gone to', () => {
    const user = new Traveller(lookOf(system, told)).press('@').type('noon').press('enter');
    expect([user.state.mode.kind, user.effects]).toEqual(['moment', []]);
  });

  test('goes from event to event of the chosen chain, by tens where nobody can tell', () => {
    const look = { ...lookOf(system, told), momentsOf: () => [3, 8, 21] };
    const user = new Traveller(look).press('{');
    expect([user.position.at, user.press('{').position.at, user.press('}').position.at]).toEqual([21, 8, 21]);
    expect(user.press('}').state.notice?.text).toBe('Nothing more follows in this chain.');
    expect(new Traveller(lookOf(system, told)).press('{').position.at).toBe(told.length - 10);
  });
});

describe('a recording', () => {
  const recorded = lookOf(system, told, { source: 'recording' });

  test('plays from where it stands, faster and slower, and stands still again', () => {
    const user = new Traveller(recorded).press('0', 'space');
    expect(user.lastEffect).toEqual({ kind: 'play', speed: 1 });
    expect(user.position.kind).toBe('playing');
    expect(user.press('>').lastEffect).toEqual({ kind: 'play', speed: 2 });
    for (const { observation } of told.slice(0, 5))
      foldMoment(user.look.ledger, { kind: 'observation', observation });
    user.press('space');
    expect(user.effects.slice(-2)).toEqual([
      { kind: 'play', speed: null },
      { kind: 'seek', at: 5 },
    ]);
    expect(user.position).toMatchObject({ at: 5, kind: 'paused' });
  });

  test('that is at its end plays from its beginning', () => {
    const user = new Traveller(recorded).press('space');
    expect(user.effects).toEqual([
      { kind: 'seek', at: 0 },
      { kind: 'play', speed: 1 },
    ]);
  });

  test('remembers a speed that was set while it stood still', () => {
    const user = new Traveller(recorded).press('0', '<', '<', 'space');
    expect(user.lastEffect).toEqual({ kind: 'play', speed: 0.25 });
  });
});
