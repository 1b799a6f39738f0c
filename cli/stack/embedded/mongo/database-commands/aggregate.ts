import { compilePipeline } from '../aggregate/pipeline.ts';
import type { PipelineContext } from '../aggregate/stage.ts';
import { CommandError, unsupported } from '../errors.ts';
import { findMatching } from '../query/plan.ts';
import { namespaceText, type Namespace } from '../storage/change.ts';
import { encodeDocument } from '../value/encode.ts';
import { toNumber } from '../value/numbers.ts';
import { isDoc, RawDoc, type Doc } from '../value/value.ts';
import { openChangeStream } from './change-stream.ts';
import type { Command, Context } from './command.ts';
import { listReply } from './cursor-reply.ts';
import { checkCollation } from './generic.ts';
import { namespaceOf } from './namespaces.ts';

export const aggregate: Command = {
  accepts: [
    'aggregate',
    'pipeline',
    'cursor',
    'explain',
    'allowDiskUse',
    'bypassDocumentValidation',
    'collation',
    'hint',
    'let',
  ],
  run(args, context) {
    const pipeline = args.docs('pipeline');
    if (args.boolean('explain')) throw unsupported('explain');
    checkCollation(args);
    const wholeDatabase = toNumber(args.value('aggregate')) === 1;
    const ns = wholeDatabase ? undefined : namespaceOf(args, 'aggregate', context);
    const name = ns === undefined ? `${context.db}.$cmd.aggregate` : namespaceText(ns);
    if (isDoc(pipeline[0]?.get('$changeStream')))
      return openChangeStream(context, name, { db: context.db, collection: ns?.collection }, pipeline);
    if (ns === undefined) throw unsupported('an aggregate on a database, but for $changeStream,');
    const vars = args.docIfAny('let') ?? new Map();
    const pipelineContext: PipelineContext = {
      vars,
      collection: (other) => context.store.catalog.collection({ db: context.db, collection: other }),
    };
    const docs = [...results(context, ns, pipeline, pipelineContext)].map(
      (doc) => new RawDoc(encodeDocument(doc)),
    );
    const cursor = args.docIfAny('cursor');
    if (cursor === undefined)
      throw new CommandError(
        'FailedToParse',
        "The 'cursor' option is required, except for aggregate with the explain argument",
      );
    return listReply(context, name, docs, { size: toNumber(cursor.get('batchSize')) });
  },
};

/** A `$match` at the front searches by the indexes; the rest flows through the pipeline. */
function results(
  context: Context,
  ns: Namespace,
  pipeline: readonly Doc[],
  pipelineContext: PipelineContext,
): Iterable<Doc> {
  const [first] = pipeline;
  const filter = first?.get('$match');
  const searchable = isDoc(filter) && pipelineContext.vars.size === 0;
  const run = compilePipeline(searchable ? pipeline.slice(1) : pipeline, pipelineContext);
  const found = findMatching(context.store.catalog.collection(ns), searchable ? filter : new Map());
  return run(docsOf(found));
}

function* docsOf(found: ReturnType<typeof findMatching>): Generator<Doc> {
  for (const { doc } of found) yield doc;
}
