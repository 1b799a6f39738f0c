import { CommandError } from '../errors.ts';
import { docOf, isDoc, type Doc, type Value } from '../value/value.ts';

/** A place in the order of changes: behind the one with this timestamp. */
export interface Token {
  readonly ts: bigint;
  /** Behind the `invalidate` that ended a stream: only startAfter goes on from there. */
  readonly invalidated: boolean;
}

/** Opaque to clients; as text it sorts like the changes do. */
export function encodeToken({ ts, invalidated }: Token): Doc {
  return docOf({ _data: `${ts.toString(16).padStart(16, '0')}${invalidated ? '01' : '00'}` });
}

export function decodeToken(value: Value): Token {
  const data = isDoc(value) ? value.get('_data') : undefined;
  if (typeof data !== 'string' || !/^[\da-f]{16}0[01]$/.test(data))
    throw new CommandError('InvalidResumeToken', 'the resume token was not made by this document store');
  return { ts: BigInt(`0x${data.slice(0, 16)}`), invalidated: data.endsWith('1') };
}
