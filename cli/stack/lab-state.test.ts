import { expect, test } from 'vitest';
import { parseLabState, type LabState } from './lab-state.ts';

const state: LabState = {
  v: 1,
  lab: 'default',
  ephemeral: false,
  supervisor: { pid: 10, began: '4711' },
  control: { url: 'http://127.0.0.1:4000', token: 'secret' },
  processes: [{ name: 'kafka', pid: 11, began: '4712' }],
};

test('a state file is read as it was written', () => {
  expect(parseLabState(JSON.stringify(state))).toEqual(state);
});

test.each([
  ['nothing', ''],
  ['half a file', JSON.stringify(state).slice(0, 40)],
  ['another version', JSON.stringify({ ...state, v: 2 })],
  ['no pid to trust', JSON.stringify({ ...state, supervisor: { pid: -1, began: '1' } })],
])('%s says nothing', (_, text) => {
  expect(parseLabState(text)).toBeUndefined();
});
