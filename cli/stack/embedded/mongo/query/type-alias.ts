import { CommandError } from '../errors.ts';
import { toNumber } from '../value/numbers.ts';
import { bsonType, typeNames, typeOf } from '../value/types.ts';
import { shellText } from '../value/shell-text.ts';
import type { Value } from '../value/value.ts';
import { anyElement, type FieldTest } from './field-test.ts';

const numbers: readonly number[] = [bsonType.double, bsonType.int32, bsonType.int64, bsonType.decimal128];

/** `$type` takes numbers, names, `number`, or an array of these. */
export function typeOperator(operand: Value): FieldTest {
  const wanted = new Set((Array.isArray(operand) ? operand : [operand]).flatMap(typesOf));
  return anyElement((value) => value !== undefined && wanted.has(typeOf(value)));
}

function typesOf(alias: Value): readonly number[] {
  if (alias === 'number') return numbers;
  const found = Object.entries(typeNames).find(
    ([type, name]) => name === alias || Number(type) === unsigned(alias),
  );
  if (found === undefined)
    throw new CommandError('BadValue', `Unknown type name alias or code in $type: ${shellText(alias)}`);
  return [Number(found[0])];
}

/** MinKey is written -1 by clients. */
function unsigned(alias: Value): number | undefined {
  const number = toNumber(alias);
  return number === -1 ? bsonType.minKey : number;
}
