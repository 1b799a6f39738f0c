import { BSONRegExp, Int32 } from 'bson';
import { CommandError } from '../errors.ts';
import { StoredDocument } from '../storage/stored-document.ts';
import { withId } from '../update/upsert.ts';
import { docOf, type Doc, type Value } from '../value/value.ts';
import type { Command } from './command.ts';
import { namespaceOf } from './namespaces.ts';
import { runStatements, writeReply, type Outcome } from './statements.ts';

const maxBatch = 100_000;

export const insert: Command = {
  accepts: ['insert', 'documents', 'ordered', 'bypassDocumentValidation', 'stmtIds', 'stmtId'],
  run(args, context) {
    const ns = namespaceOf(args, 'insert', context);
    const docs = args.docs('documents');
    checkBatch(docs.length);
    const works = docs.map((doc) => (): Outcome => {
      const document = StoredDocument.of(checkId(withId(doc)));
      context.store.catalog.collection(ns)?.check(document);
      return { intents: [{ op: 'insert', ns, document }], result: docOf({ n: new Int32(1) }) };
    });
    const { results, errors } = runStatements(args, context, works);
    return writeReply({ n: new Int32(results.length) }, errors);
  },
};

export function checkBatch(length: number): void {
  if (length < 1 || length > maxBatch)
    throw new CommandError(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${maxBatch}. Got ${length} operations.`,
    );
}

/** An _id may be anything but an array, a pattern or undefined. */
export function checkId(doc: Doc): Doc {
  const id = doc.get('_id') ?? null;
  const refused = refusedIdType(id);
  if (refused !== undefined)
    throw new CommandError('InvalidIdField', `The '_id' value cannot be of type ${refused}`);
  return doc;
}

function refusedIdType(id: Value): string | undefined {
  if (Array.isArray(id)) return 'array';
  return id instanceof BSONRegExp ? 'regex' : undefined;
}
