import type { Value } from '../value/value.ts';

/** A question to the values at a path; undefined among them stands for "missing". */
export type FieldTest = (values: readonly (Value | undefined)[]) => boolean;

/** Asks each value, and each element where the value is an array. */
export function anyElement(test: (value: Value | undefined) => boolean): FieldTest {
  return (values) => values.some((value) => test(value) || (Array.isArray(value) && value.some(test)));
}
