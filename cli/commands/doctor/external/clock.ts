import type { Check } from '../../../checks/check.ts';

/** Less than what a chain's columns would show as effects before their causes. */
const noticedMs = 500;

/**
 * How far a server's clock is from the one here. `asked` and `answered`: epoch ms here, between which the server read
 * `theirs`; within that no difference can be told.
 */
export function clockCheck(what: string, asked: number, answered: number, theirs: number): Check {
  const name = `clock of ${what}`;
  const offMs = theirs < asked ? theirs - asked : theirs > answered ? theirs - answered : 0;
  if (Math.abs(offMs) < noticedMs) return { name, state: 'ok', detail: 'as the one here' };
  return {
    name,
    state: 'note',
    detail: `${(Math.abs(offMs) / 1000).toFixed(1)} s ${offMs > 0 ? 'ahead of' : 'behind'} the one here`,
    fix: 'let both follow one time server (timedatectl set-ntp true); nothing is joined by clocks, but latencies in chains are wrong by as much',
  };
}
