import { BSONRegExp, BSONSymbol } from 'bson';
import { CommandError, unsupported } from '../errors.ts';
import { equalValues } from '../value/compare.ts';
import { toError } from '../../../../lib/errors.ts';
import type { Value } from '../value/value.ts';
import { anyElement, type FieldTest } from './field-test.ts';

/** PCRE options that JavaScript has too. */
const options = new Set(['i', 'm', 's', 'u']);

/** Matches text by the pattern, and an equal regular expression as a value. */
export function compileRegex(regex: BSONRegExp): FieldTest {
  return matching(toRegExp(regex.pattern, regex.options), (value) => equalValues(value, regex));
}

export function regexOperator(operand: Value, optionsOperand: Value | undefined): FieldTest {
  if (optionsOperand !== undefined && typeof optionsOperand !== 'string')
    throw new CommandError('BadValue', '$options has to be a string');
  const regex = operand instanceof BSONRegExp ? operand : undefined;
  const pattern = regex === undefined ? operand : regex.pattern;
  if (typeof pattern !== 'string') throw new CommandError('BadValue', '$regex has to be a string');
  const options = optionsOperand ?? regex?.options ?? '';
  return matching(
    toRegExp(pattern, options),
    (value) => value instanceof BSONRegExp && value.pattern === pattern && value.options === options,
  );
}

function matching(pattern: RegExp, same: (value: Value) => boolean): FieldTest {
  return anyElement((value) => {
    if (typeof value === 'string') return pattern.test(value);
    if (value instanceof BSONSymbol) return pattern.test(value.value);
    return value instanceof BSONRegExp && same(value);
  });
}

function toRegExp(pattern: string, flags: string): RegExp {
  for (const flag of flags) if (!options.has(flag)) throw unsupported(`regular expression option '${flag}'`);
  try {
    return new RegExp(pattern, flags.replace('u', ''));
  } catch (thrown) {
    throw new CommandError('InvalidRegex', `Regular expression is invalid: ${toError(thrown).message}`);
  }
}
