import type { Log } from '../log.ts';
import { Catalog } from './catalog.ts';
import { Clock } from './clock.ts';
import type { DataDir } from './data-dir.ts';
import { decodeEntry } from './entry.ts';
import { History } from './history.ts';
import { RememberedWrites } from './remembered-writes.ts';

/** What the files of a data folder say. */
export interface Recovered {
  readonly catalog: Catalog;
  readonly remembered: RememberedWrites;
  readonly history: History;
  readonly clock: Clock;
  /** The journal to go on with. */
  readonly generation: number;
  readonly snapshotBytes: number;
}

/**
 * State = the last whole snapshot and every journal since. The journal before that snapshot is read for history only.
 * A torn tail can only be in the last journal: it is cut off, for nothing in it was acknowledged.
 */
export function recover(dir: DataDir, log: Log): Recovered {
  const catalog = new Catalog();
  const remembered = new RememberedWrites();
  const clock = new Clock();
  const snapshot = dir.snapshots().at(-1) ?? 0;
  let snapshotBytes = 0;
  if (snapshot > 0)
    for (const payload of dir.read(dir.snapshotPath(snapshot), false).payloads) {
      snapshotBytes += payload.length;
      restore(payload, true);
    }
  const journals = dir.journals();
  let history: History | undefined;
  for (const generation of journals) {
    const { payloads, tornBytes } = dir.read(dir.journalPath(generation), generation === journals.at(-1));
    if (tornBytes > 0) log('torn journal tail', { generation, bytes: tornBytes });
    for (const payload of payloads) {
      const { changes, base } = restore(payload, generation >= snapshot);
      if (base !== undefined) clock.atLeast(base);
      history ??= new History(base ?? clock.last);
      history.add(changes);
    }
  }
  clock.begin();
  history ??= new History(clock.last - 1n);
  return {
    catalog,
    remembered,
    history,
    clock,
    generation: Math.max(1, snapshot, journals.at(-1) ?? 0),
    snapshotBytes,
  };

  function restore(payload: Buffer, apply: boolean): ReturnType<typeof decodeEntry> {
    const entry = decodeEntry(payload);
    for (const change of entry.changes) {
      clock.atLeast(change.ts);
      if (apply) catalog.apply(change);
    }
    if (apply && entry.remembered !== undefined) remembered.add(entry.remembered);
    return entry;
  }
}
