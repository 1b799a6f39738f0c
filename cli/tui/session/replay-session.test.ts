import { describe, expect, test } from 'vitest';
import { playOrder } from '../../model/testing/play.ts';
import type { Recording } from '../../runs/recording.ts';
import { headerOf } from '../../runs/testing/record-story.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import type { Outcome } from '../state/effect.ts';
import { openRecording } from './replay-session.ts';

function recording(): Recording {
  const { world } = playOrder(system);
  const entries = world.told.map(({ observation }) => ({ kind: 'observation', observation }) as const);
  return { header: headerOf(system), entries, observations: entries.length, damage: undefined };
}

describe('a recording on the screen', () => {
  test('begins with nothing seen, and goes to any moment', async () => {
    const session = openRecording(recording());
    const { total } = session.look();
    expect(session.look().ledger.folded).toBe(0);
    await session.perform({ kind: 'seek', at: 7 });
    expect(session.look().ledger.folded).toBe(7);
    await session.perform({ kind: 'seek', at: null });
    expect(session.look().ledger.folded).toBe(total);
    await session.perform({ kind: 'seek', at: 3 });
    expect(session.look().ledger.folded).toBe(3);
    await session.close();
  });

  test('what in it cannot be folded is told, and the screen stays', async () => {
    const whole = recording();
    const unfoldable = {
      kind: 'observation',
      get observation(): never {
        throw new Error('a moment that nobody can read');
      },
    } as const;
    const session = openRecording({ ...whole, entries: [...whole.entries, unfoldable] });
    const heard: Outcome[] = [];
    session.onNews((news) => heard.push(news));
    await expect.poll(() => heard).toEqual([{ ok: false, text: 'a moment that nobody can read' }]);
    await session.perform({ kind: 'seek', at: 3 });
    expect(session.look().ledger.folded).toBe(3);
    await session.close();
  });

  test('plays on to its end', async () => {
    const session = openRecording(recording());
    await session.perform({ kind: 'play', speed: 32 });
    await expect.poll(() => session.look().ledger.folded, { timeout: 10_000 }).toBe(session.look().total);
    await session.close();
  });

  test('who plays it and at once goes elsewhere is left there', async () => {
    const session = openRecording(recording());
    await Promise.all([
      session.perform({ kind: 'play', speed: 32 }),
      session.perform({ kind: 'seek', at: 5 }),
    ]);
    // A picture later it would have gone on.
    await session.perform({ kind: 'seek', at: 5 });
    expect(session.look().ledger.folded).toBe(5);
    await session.close();
  });

  test('nothing can be done to it, and it says so', async () => {
    const session = openRecording(recording());
    const outcome = await session.perform({ kind: 'control', verb: 'stop', process: 'relay' });
    expect(outcome).toMatchObject({ ok: false, text: expect.stringContaining('recording') });
    await session.close();
  });

  test('knows when a record was seen, also while its beginning is shown', async () => {
    const session = openRecording(recording());
    await session.perform({ kind: 'seek', at: 0 });
    await expect
      .poll(() => session.look().momentOfRecord?.({ topic: 'Order', partition: 0, offset: '0' }))
      .toBeGreaterThan(5);
    await session.close();
  });

  test('knows when a chain goes on, also while its beginning is shown', async () => {
    const { correlations } = playOrder(system);
    const session = openRecording(recording());
    const picked = { system: system.name, correlation: correlations[1]!, hop: null };
    await expect.poll(() => session.look().momentsOf?.(picked).length).toBeGreaterThan(5);
    await session.close();
  });
});
