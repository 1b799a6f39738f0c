import { beforeAll, describe, expect, test } from 'vitest';
import { readRecording } from '../../runs/read/read-recording.ts';
import type { Recording } from '../../runs/recording.ts';
import { shippedRun } from '../../runs/shipped.ts';
import { screenOf } from '../screen/screen.ts';
import { initialState, type TuiState } from '../state/state.ts';
import { update } from '../state/update.ts';
import { openLesson } from './lesson-session.ts';

let recording: Recording;
beforeAll(async () => {
  recording = await readRecording(shippedRun('crash-between-commit-and-publish'));
});

/** Someone who attends the lesson at a terminal of this size. */
function attend(columns = 160, rows = 44) {
  const session = openLesson(recording);
  let state: TuiState = initialState({ columns, rows }, 'dark');
  const screen = () =>
    screenOf(state, session.look())
      .map((line) => line.map(({ text }) => text).join(''))
      .join('\n');
  return {
    session,
    screen,
    lesson: () => session.look().session.lesson!,
    async press(...keys: readonly string[]) {
      for (const key of keys) {
        const next = update(state, { kind: 'key', key }, session.look());
        ({ state } = next);
        for (const effect of next.effects) {
          const outcome = await session.perform(effect);
          if (outcome) ({ state } = update(state, { kind: 'done', outcome }, session.look()));
        }
      }
      return screen();
    },
    /** Presses space until the sentence says it. */
    async untilTold(text: string) {
      while (!this.lesson().sentence.includes(text)) {
        expect(this.lesson().step).toBeLessThan(this.lesson().steps);
        await this.press('space');
      }
      return screen();
    },
  };
}

describe('a lesson', () => {
  test('begins with what the story is about, and goes on with space, hop by hop, to the verdict', async () => {
    const pupil = attend();
    expect(pupil.screen()).toContain('lesson 1 of ');
    expect(pupil.lesson().sentence).toMatch(/^customers-and-orders\/crash-between.* Nothing is lost\.$/);
    const { steps } = pupil.lesson();
    const sentences = new Set([pupil.lesson().sentence]);
    for (let step = 2; step <= steps; step += 1) {
      await pupil.press('space');
      expect(pupil.lesson().step).toBe(step);
      sentences.add(pupil.lesson().sentence);
    }
    expect(sentences.size).toBeGreaterThan(steps * 0.9);
    expect(pupil.lesson().sentence).toMatch(/^pass: \d+ hops/);
    expect(await pupil.press('space')).toContain('This was the whole lesson.');
  });

  test('lights up in every pane what it is about', async () => {
    const pupil = attend();
    const screen = await pupil.untilTold('OrderCreated lies at offset');
    expect(screen).toContain('look at pane 4, topics');
    expect(screen).toMatch(/█✔ OrderCreated .*█[✔◷] Order\/\d@0/);
    expect(screen).toMatch(/▸[┃ ]+◆ OrderCreated at Order/);
  });

  test('shows the outbox row waiting for the relay that was killed', async () => {
    const pupil = attend();
    const screen = await pupil.untilTold('the fault that the scenario declares strikes relay');
    expect(screen).toMatch(/◷ OrderCreated/);
    expect(screen).toContain('crash at relay.OrderCreated.after-commit');
  });

  test('stands on what it is about in the pane that is looked at, for enter to tell more of it', async () => {
    const pupil = attend(80, 23);
    await pupil.untilTold('brings document 1 of orders in order-history-db up to date (update)');
    expect(pupil.screen()).toMatch(/▸.*▣ orders 1: OrderApproved applied/);
    expect(await pupil.press('enter')).toMatch(/╔═ chain .*orders 1: OrderApproved applied/);
  });

  test('tells where one scrubs to, and goes on from there', async () => {
    const pupil = attend();
    await pupil.press('$');
    expect(pupil.lesson().step).toBe(pupil.lesson().steps);
    await pupil.press('0');
    expect(pupil.lesson().step).toBe(1);
    expect(await pupil.press('space')).not.toContain('PAUSED');
    expect(pupil.lesson().step).toBe(2);
  });

  test('leaves the user what was chosen, until it goes on', async () => {
    const pupil = attend();
    await pupil.untilTold('OrderCreated lies at offset');
    const own = await pupil.press('3', 'g');
    expect(own).toMatch(/▸✔ CustomerCreated/);
    expect(await pupil.press('space')).not.toMatch(/▸✔ CustomerCreated/);
  });

  test('does not drive anything', async () => {
    const { session } = attend();
    expect(await session.perform({ kind: 'disarm' })).toMatchObject({ ok: false });
    await session.close();
  });
});

test.each([
  [80, 23],
  [120, 31],
  [160, 44],
])('at %i by %i all of it is said above the footer, and the panes are above it', async (columns, rows) => {
  const pupil = attend(columns, rows);
  const screen = await pupil.untilTold('is written into the outbox');
  const { sentence, missing } = pupil.lesson();
  const lines = screen.split('\n');
  expect(new Set(lines.map((line) => line.length))).toEqual(new Set([columns]));
  const top = lines.findIndex((line) => line.includes('═ lesson'));
  const said = lines.slice(top + 1, -2).map((line) => line.slice(1, -1).trim());
  expect(said.join(' ')).toBe(`${sentence} ${missing}`);
  expect(lines[top - 1]).toMatch(/[└╚╝┘●▣◇»▪]/);
  expect(lines.slice(0, top).join('\n')).toMatch(/◇ CustomerCreated of Customer 1 in the outbox/);
});

test('on the smallest terminal it covers what it must, and is whole', async () => {
  const pupil = attend(60, 15);
  const screen = await pupil.untilTold('is written into the outbox');
  expect(screen).toContain('space goes on');
  expect(screen.split('\n')).toHaveLength(15);
});
