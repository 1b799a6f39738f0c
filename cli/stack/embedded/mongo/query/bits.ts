import { Binary } from 'bson';
import { CommandError } from '../errors.ts';
import { isNumeric, toNumber } from '../value/numbers.ts';
import type { Value } from '../value/value.ts';
import { anyElement, type FieldTest } from './field-test.ts';

/** `$bits...`: numbers as two's complement, binary data little endian. The operand is a mask or a list of positions. */
export function bitsOperator(operand: Value, holds: (bits: bigint, mask: bigint) => boolean): FieldTest {
  const mask = maskOf(operand);
  return anyElement((value) => {
    const bits = bitsOf(value);
    return bits !== undefined && holds(bits, mask);
  });
}

function maskOf(operand: Value): bigint {
  if (!Array.isArray(operand)) {
    const bits = bitsOf(operand);
    if (bits !== undefined && bits >= 0n) return bits;
    throw new CommandError(
      'BadValue',
      'a bit mask is a non-negative number, binary data or a list of positions',
    );
  }
  let mask = 0n;
  for (const element of operand) {
    const position = toNumber(element);
    if (position === undefined || !Number.isInteger(position) || position < 0 || position > 1_000_000)
      throw new CommandError('BadValue', 'bit positions must be integers from 0 to 1000000');
    mask |= 1n << BigInt(position);
  }
  return mask;
}

function bitsOf(value: Value | undefined): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (value instanceof Binary) {
    const bytes = Buffer.from(value.value()).reverse();
    return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`);
  }
  if (!isNumeric(value)) return undefined;
  const number = toNumber(value);
  return number !== undefined && Number.isSafeInteger(number) ? BigInt(number) : undefined;
}
