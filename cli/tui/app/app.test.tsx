import { render } from 'ink-testing-library';
import { afterEach, describe, expect, test } from 'vitest';
import { play } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { themeOf } from '../screen/theme.ts';
import type { Session } from '../session/session.ts';
import type { Effect, Outcome } from '../state/effect.ts';
import { initialState } from '../state/state.ts';
import { lookOf } from '../state/testing/look.ts';
import { App } from './app.tsx';
import { createStore, type Store } from './store.ts';

const opened: (() => void)[] = [];
afterEach(() => opened.splice(0).forEach((close) => close()));

const themeBy = () => themeOf('mono', { colorLevel: 0, ascii: true });

function show(answer?: Outcome) {
  const { world, story } = play(system);
  story.placeOrder(story.createCustomer(50).id, 10);
  const look = lookOf(system, world.told);
  const asked: Effect[] = [];
  const copied: string[] = [];
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
  const terminal = {
    copy: (text: string): Outcome => {
      copied.push(text);
      return { ok: true, text: `copied ${text.length}` };
    },
    mouse: () => undefined,
  };
  const store: Store = createStore(session, terminal, initialState({ columns: 100, rows: 30 }, 'mono'));
  const app = render(<App store={store} themeBy={themeBy} />);
  opened.push(() => {
    app.unmount();
    store.close();
  });
  return { app, store, asked, copied, changed, frame: () => app.lastFrame() ?? '' };
}

describe('the screen in a terminal', () => {
  test('shows what the session has seen', () => {
    const { frame } = show();
    expect(frame()).toContain('OrderCreated');
    expect(frame().split('\n').length).toBeLessThanOrEqual(30);
  });

  test('a key changes the picture', async () => {
    const { app, frame } = show();
    app.stdin.write('3');
    await expect.poll(frame).toContain('[3 outbox]');
    app.stdin.write('?');
    await expect.poll(frame).toContain('help');
  });

  test('what a session answers stands in the footer', async () => {
    const { app, asked, frame } = show({ ok: false, text: 'nothing can be stopped here' });
    app.stdin.write('S');
    await expect.poll(() => asked.map(({ kind }) => kind)).toContain('stop-run');
    await expect.poll(frame).toContain('nothing can be stopped here');
  });

  test('copies through the terminal', async () => {
    const { app, copied, frame } = show();
    app.stdin.write('3');
    await expect.poll(frame).toContain('[3 outbox]');
    app.stdin.write('y');
    await expect.poll(() => copied.length).toBe(1);
    expect(copied[0]).toContain('OrderApproved');
  });

  test('q quits', async () => {
    const { app, store } = show();
    app.stdin.write('q');
    await expect(store.quit).resolves.toBeUndefined();
  });

  test('what changes once it is closed is not painted', () => {
    const { store, changed } = show();
    expect(changed.size).toBe(1);
    store.close();
    expect(changed.size).toBe(0);
  });
});
