import { Timestamp } from 'bson';
import { compilePipeline } from '../aggregate/pipeline.ts';
import { ChangeSource } from '../changes/change-source.ts';
import type { Lookup } from '../changes/event.ts';
import type { Scope } from '../changes/scope.ts';
import { decodeToken, encodeToken } from '../changes/token.ts';
import { CommandError, unsupported } from '../errors.ts';
import type { Doc } from '../value/value.ts';
import { Arguments } from './arguments.ts';
import type { Context } from './command.ts';
import { cursorReply } from './cursor-reply.ts';

const known = new Set([
  'fullDocument',
  'fullDocumentBeforeChange',
  'resumeAfter',
  'startAfter',
  'startAtOperationTime',
  'allChangesForCluster',
  'showExpandedEvents',
]);

/** Stages that may follow `$changeStream`, as in MongoDB. */
const allowedStages = new Set([
  '$match',
  '$project',
  '$addFields',
  '$set',
  '$unset',
  '$replaceRoot',
  '$replaceWith',
]);

/** Opens a change stream; its first batch is empty, getMore waits for changes. */
export function openChangeStream(
  context: Context,
  ns: string,
  watched: Scope,
  pipeline: readonly Doc[],
): Doc {
  const [first, ...stages] = pipeline;
  const options = new Arguments('$changeStream', first?.get('$changeStream') as Doc);
  options.acceptOnly(known);
  if (options.boolean('showExpandedEvents')) throw unsupported('change stream option showExpandedEvents');
  const before = options.value('fullDocumentBeforeChange') ?? 'off';
  if (before !== 'off') throw unsupported('change stream option fullDocumentBeforeChange');
  for (const stage of stages)
    for (const name of stage.keys())
      if (!allowedStages.has(name))
        throw new CommandError('IllegalOperation', `${name} is not permitted in a $changeStream pipeline`);
  const after = startOf(options, context);
  const source = new ChangeSource(context.store.history, {
    scope: options.boolean('allChangesForCluster') ? {} : watched,
    after,
    lookup: lookupOf(options, context),
    pipeline: compilePipeline(stages, { vars: new Map(), collection: () => undefined }),
  });
  const { id } = context.cursors.open(ns, source, context.session);
  const resumeToken = encodeToken({ ts: after, invalidated: false });
  return cursorReply(id, ns, 'firstBatch', { docs: [], exhausted: false, resumeToken });
}

/** The timestamp behind which the stream begins: now, unless it resumes. */
function startOf(options: Arguments, { store }: Context): bigint {
  const resumeAfter = options.value('resumeAfter');
  const startAfter = options.value('startAfter');
  const at = options.value('startAtOperationTime');
  if ([resumeAfter, startAfter, at].filter((value) => value !== undefined).length > 1)
    throw new CommandError(
      'InvalidOptions',
      "Only one type of resume option is allowed: 'resumeAfter', 'startAfter' or 'startAtOperationTime'",
    );
  if (at instanceof Timestamp) return at.toBigInt() - 1n;
  if (at !== undefined)
    throw new CommandError(
      'TypeMismatch',
      "BSON field '$changeStream.startAtOperationTime' must be a timestamp",
    );
  const given = resumeAfter ?? startAfter;
  if (given === undefined) return store.lastTs;
  const token = decodeToken(given);
  if (token.invalidated && resumeAfter !== undefined)
    throw new CommandError(
      'InvalidResumeToken',
      "Attempting to resume a change stream using 'resumeAfter' is not allowed from an invalidate notification.",
    );
  return token.ts;
}

function lookupOf(options: Arguments, { store }: Context): Lookup | undefined {
  const mode = options.value('fullDocument') ?? 'default';
  if (mode === 'default') return undefined;
  if (mode !== 'updateLookup')
    throw unsupported("change stream option fullDocument other than 'default' and 'updateLookup'");
  return ({ ns, id }) => store.catalog.collection(ns)?.byId(id)?.doc ?? null;
}
