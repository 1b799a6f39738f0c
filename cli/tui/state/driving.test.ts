import { describe, expect, test } from 'vitest';
import { playOrder } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { formLines } from '../overlay/form.ts';
import { lookOf } from './testing/look.ts';
import { User } from './testing/user.ts';

const look = lookOf(system, playOrder(system).world.told);

/** What the form on the screen says. */
function formText({ state, look: seen }: User): string {
  if (state.mode.kind !== 'form') return '';
  return formLines(state.mode.form, seen, 100)
    .map(({ text }) => text)
    .join('\n');
}

describe('a scenario', () => {
  test('without variables runs as soon as it is chosen, and again by one key', () => {
    const user = new User(look).press('r').type('approve').press('enter');
    expect(user.effects).toEqual([{ kind: 'run', scenario: 'customers-and-orders/approve', variables: {} }]);
    expect(user.state.mode.kind).toBe('browse');
    user.press('R');
    expect(user.effects).toHaveLength(2);
    expect(user.effects[1]).toEqual(user.effects[0]);
  });

  test('asks for its variables, with their defaults, and passes on what was changed', () => {
    const user = new User(look).press('r').type('credit').press('enter');
    expect(formText(user)).toContain('limit  50▏');
    expect(formText(user)).toContain('a number, by default 50');
    user.press('backspace', 'backspace').type('75.5').press('down', 'down', 'right', 'enter');
    expect(user.lastEffect).toEqual({
      kind: 'run',
      scenario: 'customers-and-orders/credit-exceeded',
      variables: { limit: 75.5, fast: false },
    });
  });

  test('is not run with a text for a number: the form says so and goes to the field', () => {
    const user = new User(look).press('r').type('credit').press('enter', 'ctrl+u').type('much');
    user.press('down', 'enter');
    expect(user.effects).toEqual([]);
    expect(user.state.mode).toMatchObject({ kind: 'form', form: { focus: 0, tried: true } });
    expect(formText(user)).toContain('must be a number, not "much"');
  });

  test('is chosen also where text and enter come in one piece', () => {
    expect(new User(look).press('r', ...Array.from('approve\r')).lastEffect).toMatchObject({ kind: 'run' });
  });

  test('that was never run before is chosen from the list by the key for the last one', () => {
    expect(new User(look).press('R').state.mode).toMatchObject({ kind: 'palette', scope: 'run' });
  });
});

describe('a fault', () => {
  test('is offered ready to be armed: the relay crashes between commit and publish', () => {
    const user = new User(look).press('x', 'enter');
    expect(user.lastEffect).toEqual({
      kind: 'arm',
      at: 'relay.order-db.after-commit',
      do: 'crash',
      when: 'once',
    });
  });

  test('is filled from what the system has: arrows go through what is possible there', () => {
    const user = new User(look).press('x', 'ctrl+u').type('customer-service').press('tab', 'ctrl+u');
    user.type('OrderCreated').press('tab', 'ctrl+u').type('before-handle').press('tab', 'right', 'right');
    expect(formText(user)).toContain('crash  delay(2s)  drop  duplicate  fail');
    user.press('enter');
    expect(user.lastEffect).toMatchObject({
      at: 'customer-service.OrderCreated.before-handle',
      do: 'drop',
    });
  });

  test.each([
    ['a service that is not there', ['ctrl+u'], 'order-servise', 'did you mean "order-service"?'],
    ['an event that nobody relays', ['tab', 'ctrl+u'], 'OrderCreatd', 'did you mean "OrderCreated"?'],
    [
      'a seam that a relay has not',
      ['tab', 'tab', 'ctrl+u'],
      'before-handle',
      'the relay has no seam before-handle',
    ],
    [
      'what makes no sense there',
      ['tab', 'tab', 'tab', 'ctrl+u'],
      'duplicate',
      'makes no sense at after-commit',
    ],
    ['a time that is none', ['tab', 'tab', 'tab', 'tab', 'ctrl+u'], 'never', 'once, onCall(n)'],
  ])('%s is refused with the way to right it', (_, keys, text, message) => {
    const user = new User(look)
      .press('x', ...keys)
      .type(text)
      .press('enter');
    expect(user.effects).toEqual([]);
    expect(formText(user).replaceAll(/\s+/g, ' ')).toContain(message);
  });

  test('is taken back by one key', () => {
    expect(new User(look).press('X').lastEffect).toEqual({ kind: 'disarm' });
  });
});

describe('a single request', () => {
  test('is the last one again, to be changed', () => {
    const user = new User(look).press('p', 'down', 'down', 'ctrl+u').type('/orders/17/cancel').press('enter');
    expect(user.lastEffect).toEqual({
      kind: 'request',
      service: 'order-service',
      method: 'POST',
      path: '/orders/17/cancel',
      body: '',
    });
  });

  test('with a body that is no JSON is not sent', () => {
    const user = new User(look).press('p', 'up').type('{"a":').press('enter');
    expect(user.effects).toEqual([]);
    expect(formText(user)).toContain('must be JSON');
  });
});

describe('processes', () => {
  test('are stopped and started by their names', () => {
    const user = new User(look).press('c').type('stop relay').press('enter');
    expect(user.lastEffect).toEqual({ kind: 'control', verb: 'stop', process: 'relay' });
    user.press(':').type('kill order-service').press('enter');
    expect(user.lastEffect).toEqual({ kind: 'control', verb: 'kill', process: 'order-service' });
  });

  test('what came of it stays on the screen until the next key', () => {
    const user = new User(look).on({ kind: 'done', outcome: { ok: false, text: 'The lab is gone.' } });
    expect(user.state.notice).toEqual({ text: 'The lab is gone.', tone: 'bad' });
    expect(user.press('j').state.notice).toBeNull();
  });

  test('what comes while something is typed is still there afterwards', () => {
    const user = new User(look).press('/').on({ kind: 'done', outcome: { ok: true, text: 'stopped' } });
    expect(user.type('key:1').press('enter').state.notice?.text).toBe('stopped');
  });
});

test('a recording cannot be driven, and says so', () => {
  const user = new User(lookOf(system, [], { source: 'recording' })).press('x');
  expect(user.state.mode.kind).toBe('browse');
  expect(user.state.notice?.text).toContain('A recording cannot be driven');
});
