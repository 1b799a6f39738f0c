import type { Variables } from '../expressions/expression.ts';
import type { Collection } from '../storage/collection.ts';
import type { Doc, Value } from '../value/value.ts';

export type Stage = (docs: Iterable<Doc>) => Iterable<Doc>;

/** What a pipeline may look at beside the documents that flow through it. */
export interface PipelineContext {
  readonly vars: Variables;
  /** A collection of the same database, by name. */
  collection(name: string): Collection | undefined;
}

/** Compiles the operand of a stage. `nested` compiles pipelines within it. */
export type StageBuilder = (operand: Value, context: PipelineContext, nested: PipelineCompiler) => Stage;

export type PipelineCompiler = (stages: readonly Doc[], context: PipelineContext) => Stage;
