import { describe, expect, test } from 'vitest';
import { playOrder } from '../../model/testing/play.ts';
import { systemSchema } from '../../systems/system.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { defaultKeymap } from '../keys/keymap.ts';
import { paneIds } from '../panes/pane.ts';
import type { Look } from '../state/look.ts';
import { initialState, type StateOptions, type TuiState } from '../state/state.ts';
import { openLater } from '../session/opening-session.ts';
import { lookOf } from '../state/testing/look.ts';
import { screenOf } from './screen.ts';

const nothing = lookOf(system, []);

function stateAt(columns: number, rows: number, options: StateOptions = {}): TuiState {
  return initialState({ columns, rows: rows - 1 }, 'dark', options);
}

function screen(look: Look, state = stateAt(160, 45)): string {
  return screenOf(state, look)
    .map((line) => line.map(({ text }) => text).join(''))
    .join('\n');
}

describe('where nothing has happened yet', () => {
  test.each([
    [80, 24],
    [120, 32],
    [160, 45],
  ])('on %i columns and %i rows the pane that is stood in says how to begin', (columns, rows) => {
    for (const focus of paneIds) {
      const text = screen(nothing, { ...stateAt(columns, rows), focus });
      expect(text.match(/press r to run a scenario/g)).toHaveLength(1);
    }
  });

  test('with the key of one’s own', () => {
    const keymap = new Map([...defaultKeymap, ['run', ['ctrl+r']] as const]);
    expect(screen(nothing, stateAt(160, 45, { keymap }))).toContain('press ctrl+r to run a scenario');
    const none = new Map([...defaultKeymap, ['run', []] as const]);
    expect(screen(nothing, stateAt(160, 45, { keymap: none }))).not.toContain('press');
  });

  test('of a system without scenarios by a request, of a recording by playing it', () => {
    expect(screen(lookOf(system, [], { scenarios: [] }))).toContain('press p to send a request');
    const recorded = lookOf(system, [], { source: 'recording', state: 'recorded' });
    expect(screen(recorded)).toContain('press space to play the recording');
    expect(screen(recorded, stateAt(160, 45, { playing: true }))).not.toContain('press');
    expect(screen(lookOf(system, [], { state: 'failed' }))).not.toContain('press');
  });

  test('while a recording is still read there is nothing to do, and nobody knows what is not in it', () => {
    const reading = openLater(new Promise(() => undefined), 'long.sagarun').look();
    expect(screen(reading)).not.toContain('press');
    expect(screen(reading)).toContain('sagas appear here');
    expect(screen(reading)).toContain('documents appear here');
  });

  test('every pane in sight says what will be in it', () => {
    const text = screen(nothing).replaceAll(/[│║]/g, ' ').replaceAll(/ +/g, ' ');
    for (const what of ['messages', 'records', 'sagas', 'documents', 'scenarios'])
      expect(text).toContain(`${what} appear here`);
    expect(text).toContain('the chain of what is chosen appears here, hop by hop');
  });

  test('or that nothing ever will, in a system that declares none', () => {
    const bare = systemSchema.parse({
      version: 1,
      name: 'bare',
      services: { one: { command: ['node', 'one.js'], port: 8081, health: '/health' } },
      databases: { db: { kind: 'postgres' } },
    });
    const text = screen(lookOf(bare, []));
    expect(text).toContain('this system has no sagas');
    expect(text).toContain('this system has no views');
  });
});

test('where something has happened no pane asks to begin, not even an empty one', () => {
  const happened = lookOf(system, playOrder(system).world.told);
  const text = screen(happened, { ...stateAt(160, 45), focus: 'invariants' });
  expect(text).toContain('invariants appear here');
  expect(text).not.toContain('press r');
});
