import { expect, it } from 'vitest';
import { publishStamps } from './publish-stamp.ts';

it('stamps ascend, also within a microsecond and when the clock goes back', () => {
  const clock = [1_700_000_000_000.25, 1_700_000_000_000.25, 1_600_000_000_000, 1_700_000_000_001];
  const next = publishStamps(() => clock.shift() ?? 0);
  expect([next(), next(), next(), next()]).toEqual([
    1_700_000_000_000_250, 1_700_000_000_000_251, 1_700_000_000_000_252, 1_700_000_000_001_000,
  ]);
});
