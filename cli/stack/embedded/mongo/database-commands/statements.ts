import { Int32 } from 'bson';
import { CommandError, writeError } from '../errors.ts';
import type { Intent, RememberedWrite } from '../storage/change.ts';
import { docOf, type Doc } from '../value/value.ts';
import type { Arguments } from './arguments.ts';
import type { Context } from './command.ts';

/** What one statement of a write command will do; nothing has happened yet. */
export interface Outcome {
  readonly intents: readonly Intent[];
  /** What the client is told about it, and told again when it repeats the statement. */
  readonly result: Doc;
}

/**
 * Runs a statement once: a repetition under the same session and transaction number gets the first result. The effect
 * and the memory of it are one journal entry.
 */
export function once(args: Arguments, context: Context, index: number, work: () => Outcome): Doc {
  const txnNumber = args.value('txnNumber');
  if (typeof txnNumber !== 'bigint' || context.session === undefined) {
    const { intents, result } = work();
    context.store.commit(intents);
    return result;
  }
  const ids = args.value('stmtIds');
  const listed = Array.isArray(ids) ? ids[index] : undefined;
  const statement = listed instanceof Int32 ? listed.value : (args.number('stmtId') ?? 0) + index;
  const known = context.store.remembered.find(context.session, txnNumber, statement);
  if (known !== undefined) return known;
  const { intents, result } = work();
  const remembered: RememberedWrite = { session: context.session, txnNumber, statement, result };
  context.store.commit(intents, remembered);
  return result;
}

export interface Ran {
  readonly results: readonly { readonly index: number; readonly result: Doc }[];
  readonly errors: Doc[];
}

/** Runs statements one after another; ordered commands stop at the first error, the others go on. */
export function runStatements(args: Arguments, context: Context, works: readonly (() => Outcome)[]): Ran {
  const ordered = !args.has('ordered') || args.boolean('ordered');
  const results: { index: number; result: Doc }[] = [];
  const errors: Doc[] = [];
  for (const [index, work] of works.entries()) {
    try {
      results.push({ index, result: once(args, context, index, work) });
    } catch (thrown) {
      if (!(thrown instanceof CommandError)) throw thrown;
      errors.push(writeError(index, thrown));
      if (ordered) break;
    }
  }
  return { results, errors };
}

export function writeReply(fields: Parameters<typeof docOf>[0], errors: Doc[]): Doc {
  return docOf({ ...fields, writeErrors: errors.length > 0 ? errors : undefined, ok: 1 });
}

export function int(doc: Doc, name: string): number {
  const value = doc.get(name);
  return value instanceof Int32 ? value.value : 0;
}
