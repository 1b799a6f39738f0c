import { CommandError, unsupported } from '../errors.ts';
import type { Doc } from '../value/value.ts';
import { bucket, group, sortByCount } from './group.ts';
import { lookup, unionWith } from './lookup.ts';
import { count, facet, limit, match, sample, skip, sort } from './select.ts';
import { addFields, project, replaceRoot, replaceWith, unset } from './shape.ts';
import type { PipelineContext, Stage, StageBuilder } from './stage.ts';
import { unwind } from './unwind.ts';

const stages: Readonly<Record<string, StageBuilder | undefined>> = {
  $addFields: addFields,
  $bucket: bucket,
  $count: count,
  $facet: facet,
  $group: group,
  $limit: limit,
  $lookup: lookup,
  $match: match,
  $project: project,
  $replaceRoot: replaceRoot,
  $replaceWith: replaceWith,
  $sample: sample,
  $set: addFields,
  $skip: skip,
  $sort: sort,
  $sortByCount: sortByCount,
  $unionWith: unionWith,
  $unset: unset,
  $unwind: unwind,
};

/** Stages that MongoDB has and this store has not: refused as such, where others are unknown. */
const absent = new Set(
  '$bucketAuto $collStats $currentOp $densify $documents $fill $geoNear $graphLookup $indexStats $listLocalSessions $listSessions $merge $out $planCacheStats $redact $search $setWindowFields'.split(
    ' ',
  ),
);

/** An aggregation pipeline as one function. Throws CommandError for what is unknown or not supported. */
export function compilePipeline(pipeline: readonly Doc[], context: PipelineContext): Stage {
  const compiled = pipeline.map((stage) => compileStage(stage, context));
  return (docs) => compiled.reduce((flow, stage) => stage(flow), docs);
}

function compileStage(stage: Doc, context: PipelineContext): Stage {
  const [first] = stage;
  if (first === undefined || stage.size !== 1)
    throw new CommandError(
      'BadValue',
      'A pipeline stage specification object must contain exactly one field.',
    );
  const [name, operand] = first;
  const build = stages[name];
  if (build !== undefined) return build(operand, context, compilePipeline);
  if (absent.has(name)) throw unsupported(`pipeline stage '${name}'`);
  throw new CommandError('UnrecognizedPipelineStage', `Unrecognized pipeline stage name: '${name}'`);
}
