import { decodeDocument } from '../value/decode.ts';
import { encodeDocument } from '../value/encode.ts';
import { docOf, isDoc } from '../value/value.ts';
import {
  changeFromDoc,
  changeToDoc,
  rememberedFromDoc,
  rememberedToDoc,
  type Change,
  type RememberedWrite,
} from './change.ts';

/** What one statement did: kept or lost as a whole. */
export interface Entry {
  readonly changes: readonly Change[];
  readonly remembered?: RememberedWrite | undefined;
  /** First entry of a journal file: the timestamp up to which earlier files hold the history. */
  readonly base?: bigint | undefined;
}

export function encodeEntry({ changes, remembered, base }: Entry): Buffer {
  return encodeDocument(
    docOf({
      c: changes.map(changeToDoc),
      r: remembered === undefined ? undefined : rememberedToDoc(remembered),
      b: base,
    }),
  );
}

export function decodeEntry(payload: Buffer): Entry {
  const doc = decodeDocument(payload);
  const changes = doc.get('c');
  const remembered = doc.get('r');
  const base = doc.get('b');
  return {
    changes: (Array.isArray(changes) ? changes : []).filter(isDoc).map(changeFromDoc),
    remembered: isDoc(remembered) ? rememberedFromDoc(remembered) : undefined,
    base: typeof base === 'bigint' ? base : undefined,
  };
}
