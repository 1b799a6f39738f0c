import { ByteReader } from './byte-reader.ts';
import { fromPostgresMicros } from './pg-time.ts';
import type { OldRow, PgoutputMessage, Relation, RelationColumn, TextRow } from './pgoutput.ts';

/** Decodes the messages of one stream; it remembers the relations that the server described there. */
export class PgoutputDecoder {
  readonly #relations = new Map<number, Relation>();

  /** `from`: where the message starts in `bytes`. Nothing of `bytes` is kept. Throws when they are no message of version 1. */
  decode(bytes: Buffer, from = 0): PgoutputMessage {
    const reader = new ByteReader(bytes, from);
    const tag = reader.letter();
    switch (tag) {
      case 'B':
        return {
          kind: 'begin',
          commitLsn: reader.lsn(),
          committedMs: readTime(reader),
          xid: reader.uint32(),
        };
      case 'C':
        reader.uint8();
        return {
          kind: 'commit',
          commitLsn: reader.lsn(),
          endLsn: reader.lsn(),
          committedMs: readTime(reader),
        };
      case 'O':
        return { kind: 'origin', commitLsn: reader.lsn(), name: reader.string() };
      case 'R':
        return { kind: 'relation', relation: this.#remember(readRelation(reader)) };
      case 'Y':
        return { kind: 'type', id: reader.uint32(), schema: reader.string(), name: reader.string() };
      case 'I':
        return this.#insert(reader);
      case 'U':
        return this.#update(reader);
      case 'D':
        return this.#delete(reader);
      case 'T':
        return this.#truncate(reader);
      default:
        throw new TypeError(`"${tag}" is no message of pgoutput's protocol version 1`);
    }
  }

  #remember(relation: Relation): Relation {
    this.#relations.set(relation.id, relation);
    return relation;
  }

  #relation(id: number): Relation {
    const relation = this.#relations.get(id);
    if (!relation) throw new TypeError(`Relation ${id} was not described before its first change`);
    return relation;
  }

  #insert(reader: ByteReader): PgoutputMessage {
    const relation = this.#relation(reader.uint32());
    expectLetter(reader, 'N');
    return { kind: 'insert', relation, row: readRow(reader, relation.columns) };
  }

  #update(reader: ByteReader): PgoutputMessage {
    const relation = this.#relation(reader.uint32());
    const letter = reader.letter();
    if (letter === 'N')
      return { kind: 'update', relation, old: null, row: readRow(reader, relation.columns) };
    const old = readOldRow(reader, letter, relation);
    expectLetter(reader, 'N');
    return { kind: 'update', relation, old, row: readRow(reader, relation.columns) };
  }

  #delete(reader: ByteReader): PgoutputMessage {
    const relation = this.#relation(reader.uint32());
    return { kind: 'delete', relation, old: readOldRow(reader, reader.letter(), relation) };
  }

  #truncate(reader: ByteReader): PgoutputMessage {
    const count = reader.uint32();
    reader.uint8();
    return {
      kind: 'truncate',
      relations: Array.from({ length: count }, () => this.#relation(reader.uint32())),
    };
  }
}

function readTime(reader: ByteReader): number {
  return fromPostgresMicros(reader.int64());
}

function readRelation(reader: ByteReader): Relation {
  const id = reader.uint32();
  const schema = reader.string() || 'pg_catalog';
  const table = reader.string();
  reader.uint8();
  const count = reader.uint16();
  return { id, schema, table, columns: Array.from({ length: count }, () => readColumn(reader)) };
}

function readColumn(reader: ByteReader): RelationColumn {
  const isKey = (reader.uint8() & 1) === 1;
  const column = { isKey, name: reader.string(), type: reader.uint32() };
  reader.int32();
  return column;
}

/** After `K` the columns outside the key are there too, as null: they are left out. */
function readOldRow(reader: ByteReader, letter: string, { columns }: Relation): OldRow {
  if (letter === 'O') return { kind: 'full', row: readRow(reader, columns) };
  if (letter !== 'K') throw new TypeError(`"${letter}" stands where an old row (K or O) should`);
  const row = readRow(reader, columns);
  return {
    kind: 'key',
    row: Object.fromEntries(columns.filter((c) => c.isKey).map((c) => [c.name, row[c.name] ?? null])),
  };
}

function readRow(reader: ByteReader, columns: readonly RelationColumn[]): TextRow {
  const count = reader.uint16();
  if (count !== columns.length)
    throw new TypeError(`A row has ${count} values for ${columns.length} columns`);
  const cells: [string, string | null][] = [];
  for (const { name } of columns) {
    const letter = reader.letter();
    if (letter === 't') cells.push([name, reader.text(reader.int32())]);
    else if (letter === 'n') cells.push([name, null]);
    else if (letter !== 'u')
      throw new TypeError(`"${letter}" stands where a value (t, n or u) of column ${name} should`);
  }
  // Not by assignment: a column may be named `__proto__`.
  return Object.fromEntries(cells);
}

function expectLetter(reader: ByteReader, expected: string): void {
  const letter = reader.letter();
  if (letter !== expected) throw new TypeError(`"${letter}" stands where ${expected} should`);
}
