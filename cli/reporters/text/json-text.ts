import { stringify } from 'lossless-json';

/** JSON text in which 64-bit ids keep all their digits. */
export function jsonText(value: unknown, indent?: number): string {
  return stringify(value, undefined, indent) ?? 'null';
}
