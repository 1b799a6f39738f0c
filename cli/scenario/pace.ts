/** Milliseconds to wait before asking again: 20 at first, half as much again each time, never more than 250. */
export function nextPause(previous?: number): number {
  return previous === undefined ? 20 : Math.min(250, Math.round(previous * 1.5));
}
