import type { Relation } from '../replication/pgoutput.ts';

/** Undefined: an out-of-line value that did not change. */
export type Value = string | null | undefined;

/** The server's side of the protocol, as far as the tests need it. */
export const encodeMessage = {
  relation({ id, schema, table, columns }: Relation): Buffer {
    return Buffer.concat([
      Buffer.from('R'),
      uint32(id),
      cstring(schema),
      cstring(table),
      Buffer.from('d'),
      uint16(columns.length),
      ...columns.flatMap(({ isKey, name, type }) => [
        Buffer.from([isKey ? 1 : 0]),
        cstring(name),
        uint32(type),
        Buffer.alloc(4, 0xff),
      ]),
    ]);
  },
  insert({ id }: Relation, values: readonly Value[]): Buffer {
    return Buffer.concat([
      Buffer.from('I'),
      uint32(id),
      Buffer.from('N'),
      uint16(values.length),
      ...values.map(field),
    ]);
  },
};

function field(value: Value): Buffer {
  if (value === undefined) return Buffer.from('u');
  if (value === null) return Buffer.from('n');
  const text = Buffer.from(value);
  return Buffer.concat([Buffer.from('t'), uint32(text.length), text]);
}

function cstring(text: string): Buffer {
  return Buffer.from(`${text}\0`);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
