import type { Doc, Value } from '../value/value.ts';

/** What an expression is evaluated against. */
export interface Env {
  /** `$$ROOT`, and where `$field` looks. */
  readonly root: Doc;
  /** Variables of `$let`, `$map`, `$lookup` and the like, by name without `$$`. */
  readonly vars: Variables;
}

export type Variables = ReadonlyMap<string, Value | undefined>;

/** Undefined means "missing", which is not null. */
export type Expression = (env: Env) => Value | undefined;

export type Compile = (operand: Value) => Expression;

/** An operator over its evaluated arguments. */
export interface FunctionOperator {
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  readonly apply: (args: readonly (Value | undefined)[], name: string) => Value | undefined;
}

/** An operator that looks at its operand before anything is evaluated. */
export type Form = (operand: Value, compile: Compile, name: string) => Expression;

export function isNullish(value: Value | undefined): value is null | undefined {
  return value === null || value === undefined;
}
