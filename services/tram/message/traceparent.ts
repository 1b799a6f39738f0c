import { randomBytes } from 'node:crypto';

/** version - trace id - parent id - flags; a later version may append fields (https://www.w3.org/TR/trace-context/). */
const shape = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(?:-.*)?$/;

/** `traceparent` of a new span: in the trace of `parent`, else (none, or not well-formed) the root of a new one. */
export function childTraceparent(parent: string | undefined): string {
  const [, trace = randomHex(16), flags = '01'] = shape.exec(parent ?? '') ?? [];
  return `00-${trace}-${randomHex(8)}-${flags}`;
}

let random = randomBytes(0);

/** Drawn in large portions: each call of the generator costs more than the bytes. */
function randomHex(bytes: number): string {
  if (random.length < bytes) random = randomBytes(4096);
  const drawn = random.toString('hex', 0, bytes);
  random = random.subarray(bytes);
  return drawn;
}
