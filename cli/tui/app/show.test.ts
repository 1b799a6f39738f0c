import { afterEach, describe, expect, test } from 'vitest';
import { play } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { defaultConfig } from '../config/config.ts';
import type { Session } from '../session/session.ts';
import type { Effect, Outcome } from '../state/effect.ts';
import type { SessionInfo } from '../state/look.ts';
import { lookOf } from '../state/testing/look.ts';
import { fakeTerminal } from '../terminal/testing/fake-terminal.ts';
import { show } from './show.ts';

const stops: AbortController[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop.abort()));

interface Circumstances {
  readonly columns?: number;
  readonly rows?: number;
  readonly mouse?: boolean;
  readonly info?: Partial<SessionInfo>;
}

function shown(answer?: Outcome, { columns = 100, rows = 30, mouse = false, info = {} }: Circumstances = {}) {
  const { world, story } = play(system);
  story.placeOrder(story.createCustomer(50).id, 10);
  const look = lookOf(system, world.told, info);
  const asked: Effect[] = [];
  const changed = new Set<() => void>();
  const session: Session = {
    look: () => look,
    perform: (effect) => {
      asked.push(effect);
      return Promise.resolve(answer);
    },
    onChange(listener) {
      changed.add(listener);
      return () => changed.delete(listener);
    },
    onNews: () => () => undefined,
    close: () => Promise.resolve(),
  };
  const fake = fakeTerminal(columns, rows);
  const stop = new AbortController();
  stops.push(stop);
  const { terminal } = fake;
  const config = { ...defaultConfig, mouse };
  const over = show({ terminal, session, config, colorLevel: 0, signal: stop.signal });
  return { ...fake, over, stop, asked, changed };
}

describe('the screen in a terminal', () => {
  test('shows what the session has seen, and leaves the last row free', async () => {
    const { screen } = shown();
    await expect.poll(screen).toContain('OrderCreated');
    expect(screen().split('\n').at(-1)).toBe('');
    expect(screen().split('\n').at(-2)).toContain('help');
  });

  test('a key changes the picture, one that is a sequence too, and escape goes back', async () => {
    const { type, screen } = shown();
    type('3');
    await expect.poll(screen).toContain('[3 outbox]');
    type('\u001B[C');
    await expect.poll(screen).toContain('[4 topics]');
    type('?');
    await expect.poll(screen).toContain('next pane');
    type('\u001B');
    await expect.poll(screen).not.toContain('next pane');
  });

  test('keys that come in one piece are one picture', async () => {
    const { type, screen, written } = shown();
    await expect.poll(screen).toContain('OrderCreated');
    const before = written().length;
    type('13452');
    await expect.poll(screen).toContain('[2 ');
    expect(written().slice(before).split('\u001B[?2026h')).toHaveLength(2);
  });

  test('what a session answers stands in the footer', async () => {
    const { type, asked, screen } = shown({ ok: false, text: 'nothing can be stopped here' });
    type('S');
    await expect.poll(screen).toContain('nothing can be stopped here');
    expect(asked.map(({ kind }) => kind)).toContain('stop-run');
  });

  test('copies through the terminal', async () => {
    const { type, screen, written } = shown();
    type('3y');
    await expect.poll(screen).toContain('copied');
    const data = written().split('\u001B]52;c;')[1]?.split('\u0007')[0] ?? '';
    expect(Buffer.from(data, 'base64').toString()).toContain('OrderApproved');
  });

  test('fits the terminal when its size changes, and nothing is left of what it showed', async () => {
    const { resize, screen } = shown(undefined, { columns: 160, rows: 45 });
    await expect.poll(screen).toContain('outbox');
    resize(50, 12);
    await expect.poll(screen).toContain('50 columns and 12 rows');
    expect(screen()).not.toContain('outbox');
    resize(160, 45);
    await expect.poll(screen).toContain('OrderCreated');
    expect(screen()).not.toContain('50 columns');
  });
});

test('a recording plays at once; a lesson stands still until its user goes on', async () => {
  const lesson = {
    sentence: 'A row waits.',
    missing: '',
    place: '',
    step: 1,
    steps: 2,
    picked: null,
  } as const;
  const recording = shown(undefined, { info: { source: 'recording' } });
  const taught = shown(undefined, { info: { source: 'recording', lesson } });
  await expect.poll(taught.screen).toContain('A row waits.');
  expect(recording.asked).toEqual([{ kind: 'play', speed: 1 }]);
  expect(taught.asked).toEqual([]);
  taught.type(' ');
  await expect.poll(() => taught.asked).toEqual([{ kind: 'play', speed: 1 }]);
});

describe('the terminal is left as it was', () => {
  test.each([
    ['q', ({ type }: ReturnType<typeof shown>) => type('q')],
    ['Ctrl-C, which in raw mode is a key', ({ type }: ReturnType<typeof shown>) => type('\u0003')],
    ['a signal', ({ stop }: ReturnType<typeof shown>) => stop.abort()],
  ])('by %s', async (_, leave) => {
    const it = shown(undefined, { mouse: true });
    await expect.poll(it.screen).toContain('OrderCreated');
    expect([it.isFullScreen(), it.isRaw(), it.wraps(), it.tellsMouse()]).toEqual([true, true, false, true]);
    leave(it);
    await it.over;
    await expect.poll(it.isFullScreen).toBe(false);
    expect([it.isRaw(), it.wraps(), it.tellsMouse()]).toEqual([false, true, false]);
    expect(it.written()).toContain('\u001B[?25h');
    expect([it.isListenedTo(), it.changed.size]).toEqual([false, 0]);
  });

  test('by a crash: nothing is painted behind it', async () => {
    const { crash, type, screen, written, isFullScreen, asked, over } = shown();
    await expect.poll(screen).toContain('OrderCreated');
    crash();
    await expect.poll(isFullScreen).toBe(false);
    const before = written().length;
    type('3S');
    await expect.poll(() => asked.map(({ kind }) => kind)).toContain('stop-run');
    type('q');
    await over;
    expect(written().slice(before)).toBe('');
  });
});
