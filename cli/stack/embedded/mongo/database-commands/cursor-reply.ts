import { ListSource } from '../cursors/list-source.ts';
import type { Batch } from '../cursors/cursors.ts';
import { docOf, type Doc, type RawDoc } from '../value/value.ts';
import type { Context } from './command.ts';

const defaultFirstBatch = 101;

export interface FirstBatch {
  /** Documents in the first batch, 101 unless the client says otherwise. */
  readonly size: number | undefined;
  /** True to close the cursor after this batch. */
  readonly single?: boolean;
}

/** The reply of a command that answers with a cursor over a known list. */
export function listReply(
  context: Context,
  ns: string,
  docs: readonly RawDoc[],
  { size, single }: FirstBatch,
): Doc {
  const source = new ListSource(docs);
  const batch = source.next({ size: size ?? defaultFirstBatch });
  const done = batch.exhausted || single === true;
  const id = done ? 0n : context.cursors.open(ns, source, context.session).id;
  return cursorReply(id, ns, 'firstBatch', batch);
}

export function cursorReply(id: bigint, ns: string, name: 'firstBatch' | 'nextBatch', batch: Batch): Doc {
  return docOf({
    cursor: docOf({ [name]: batch.docs, id, ns, postBatchResumeToken: batch.resumeToken }),
    ok: 1,
  });
}
