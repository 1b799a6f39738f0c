import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { playOrder } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import type { Session } from '../session/session.ts';
import { initialState } from '../state/state.ts';
import { lookOf } from '../state/testing/look.ts';
import { createStore, type StoreOptions } from './store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function counting(options?: StoreOptions) {
  const { world } = playOrder(system);
  const look = lookOf(system, world.told);
  const changed = new Set<() => void>();
  const session: Session = {
    look: () => look,
    perform: () => Promise.resolve(undefined),
    onChange(listener) {
      changed.add(listener);
      return () => changed.delete(listener);
    },
    onNews: () => () => undefined,
    close: () => Promise.resolve(),
  };
  const terminal = { copy: () => ({ ok: true, text: '' }) as const, mouse: () => undefined };
  const store = createStore(session, terminal, initialState({ columns: 80, rows: 24 }, 'mono'), options);
  const painted = vi.fn<() => void>();
  store.subscribe(painted);
  return { store, painted, change: () => changed.forEach((listener) => listener()) };
}

test('ages go on though nothing new is seen', () => {
  const { store, painted } = counting();
  vi.advanceTimersByTime(3_000);
  expect(painted).toHaveBeenCalledTimes(3);
  store.close();
});

test('with reduced motion only what is new is painted', () => {
  const { store, painted, change } = counting({ reducedMotion: true });
  vi.advanceTimersByTime(3_000);
  expect(painted).not.toHaveBeenCalled();
  change();
  vi.advanceTimersByTime(3_000);
  expect(painted).toHaveBeenCalledTimes(1);
  store.close();
});

test('many changes at once are one picture, and none once it is closed', () => {
  const { store, painted, change } = counting({ reducedMotion: true });
  change();
  change();
  vi.advanceTimersByTime(3_000);
  expect(painted).toHaveBeenCalledTimes(1);
  store.close();
  change();
  vi.advanceTimersByTime(3_000);
  expect(painted).toHaveBeenCalledTimes(1);
});

test('a filter that has much to read shows what it found so far, and goes on by itself', () => {
  const { store, painted } = counting({ reducedMotion: true, readMs: 0 });
  const screen = () =>
    store
      .picture()
      .lines.map((line) => line.map(({ text }) => text).join(''))
      .join('\n');
  for (const key of ['3', '/', 'o', 'r', 'd', 'e', 'r', 'enter']) store.dispatch({ kind: 'key', key });
  expect(screen()).toMatch(/ 3 outbox \d\/4, \d+ % read /);
  const before = painted.mock.calls.length;
  for (let times = 0; times < 1_000 && screen().includes('% read'); times += 1) vi.advanceTimersByTime(1);
  expect(screen()).toMatch(/ 3 outbox \d\/4 /);
  const after = painted.mock.calls.length;
  expect(after).toBeGreaterThan(before);
  screen();
  vi.advanceTimersByTime(3_000);
  screen();
  vi.advanceTimersByTime(3_000);
  expect(painted.mock.calls.length).toBeLessThanOrEqual(after + 1);
  store.close();
});
