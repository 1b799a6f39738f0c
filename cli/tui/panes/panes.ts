import { chain } from './chain.ts';
import { document } from './document.ts';
import { invariants } from './invariants.ts';
import { logs } from './logs.ts';
import { outbox } from './outbox.ts';
import type { Pane, PaneId } from './pane.ts';
import { sagas } from './sagas.ts';
import { scenario } from './scenario.ts';
import { sequence } from './sequence.ts';
import { topics } from './topics.ts';

/** In the order of their numbers. A new pane is a file and a line here. */
export const panes = [
  scenario,
  sagas,
  outbox,
  topics,
  document,
  chain,
  sequence,
  logs,
  invariants,
] as const satisfies readonly Pane[];

export function paneOf(id: PaneId): Pane {
  return panes.find((pane) => pane.id === id) ?? chain;
}

/** The key that goes there. */
export function paneNumber(id: PaneId): number {
  return panes.findIndex((pane) => pane.id === id) + 1;
}
