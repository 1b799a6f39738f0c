import { expect, test } from 'vitest';
import { relayHealth } from './health.ts';
import type { PipelineState } from './session.ts';

const pipeline = (state: PipelineState) => ({ name: state, state, lag: { messages: 0, bytes: 0 } });

test.each<[PipelineState[], string]>([
  [['up', 'up'], 'up'],
  [['up', 'standby'], 'standby'],
  [['standby', 'starting', 'up'], 'starting'],
])('%j together are %s', (states, together) => {
  expect(relayHealth('polling', states.map(pipeline))).toMatchObject({ state: together, mode: 'polling' });
});
