import { expect, test } from 'vitest';
import { deferred } from '../../lib/deferred.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { lookOf } from '../state/testing/look.ts';
import { openLater } from './opening-session.ts';
import type { Session } from './session.ts';

function sessionThere(): Session & { readonly asked: string[]; readonly news: () => void } {
  const listeners = new Set<() => void>();
  const asked: string[] = [];
  return {
    asked,
    news: () => listeners.forEach((listener) => listener()),
    look: () => lookOf(system, []),
    perform: (effect) => {
      asked.push(effect.kind);
      return Promise.resolve({ ok: true, text: 'done' });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onNews: () => () => undefined,
    close: () => Promise.resolve(),
  };
}

test('while it is read there is a screen that says so; what is asked meanwhile is done when it is there', async () => {
  const reading = deferred<Session>();
  const session = openLater(reading.promise, 'long.sagarun');
  let changes = 0;
  session.onChange(() => (changes += 1));
  expect(session.look().session).toMatchObject({ state: 'reading', detail: 'long.sagarun' });
  const asked = session.perform({ kind: 'play', speed: 1 });
  const there = sessionThere();
  reading.resolve(there);
  expect(await asked).toEqual({ ok: true, text: 'done' });
  expect(there.asked).toEqual(['play']);
  expect(session.look().session.state).toBe('up');
  const before = changes;
  there.news();
  expect(changes).toBe(before + 1);
});

test('what cannot be read is said, and every wish is answered by it', async () => {
  const session = openLater(Promise.reject(new Error('line 3: no JSON')), 'bad.sagarun');
  expect(await session.perform({ kind: 'seek', at: 1 })).toEqual({ ok: false, text: 'line 3: no JSON' });
  expect(session.look().session).toMatchObject({ state: 'failed', label: 'line 3: no JSON' });
  await session.close();
});
