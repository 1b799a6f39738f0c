import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PgoutputDecoder } from './pgoutput-decoder.ts';
import type { PgoutputMessage, Relation } from './pgoutput.ts';
import { encodeMessage, type Value } from '../testing/encode-pgoutput.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex');

/** Written by hand after the documentation, for: CREATE TABLE t (id int PRIMARY KEY, name text); INSERT INTO t VALUES (1, 'ü'). */
const sample = {
  begin: bytes('42 00000000 0175A3C8 0002F0B5 6D3C2B1A 000002F1'),
  relation: bytes(
    '52 00004001 7075626C696300 7400 64 0002 01 696400 00000017 FFFFFFFF 00 6E616D6500 00000019 FFFFFFFF',
  ),
  insert: bytes('49 00004001 4E 0002 74 00000001 31 74 00000002 C3BC'),
  commit: bytes('43 00 00000000 0175A3C8 00000000 0175A3F8 0002F0B5 6D3C2B1A'),
};

const relation: Relation = {
  id: 0x4001,
  schema: 'public',
  table: 't',
  columns: [
    { name: 'id', isKey: true, type: 23 },
    { name: 'name', isKey: false, type: 25 },
  ],
};

/** The last of them, as decoded. */
function decode(...messages: Buffer[]): PgoutputMessage | undefined {
  const decoder = new PgoutputDecoder();
  return messages.map((message) => decoder.decode(message)).at(-1);
}

describe('each message as the documentation lays it out', () => {
  test('begin and commit: the end of the commit is not its start', () => {
    const committedMs = Date.UTC(2000, 0, 1) + Number(0x0002_f0b5_6d3c_2b1an) / 1000;
    expect(decode(sample.begin)).toEqual({
      kind: 'begin',
      commitLsn: 0x175_a3c8n,
      committedMs,
      xid: 0x2f1,
    });
    expect(decode(sample.commit)).toEqual({
      kind: 'commit',
      commitLsn: 0x175_a3c8n,
      endLsn: 0x175_a3f8n,
      committedMs,
    });
  });

  test('relation and insert', () => {
    expect(decode(sample.relation)).toEqual({ kind: 'relation', relation });
    expect(decode(sample.relation, sample.insert)).toEqual({
      kind: 'insert',
      relation,
      row: { id: '1', name: 'ü' },
    });
  });

  test('an update whose untouched out-of-line value is absent, not null', () => {
    const update = bytes('55 00004001 4E 0002 74 00000001 31 75');
    expect(decode(sample.relation, update)).toEqual({
      kind: 'update',
      relation,
      old: null,
      row: { id: '1' },
    });
  });

  test('an update of the key, and one with the full old row', () => {
    const keyed = bytes('55 00004001 4B 0002 74 00000001 31 6E 4E 0002 74 00000001 32 6E');
    expect(decode(sample.relation, keyed)).toMatchObject({
      old: { kind: 'key', row: { id: '1' } },
      row: { id: '2', name: null },
    });
    const full = bytes('55 00004001 4F 0002 74 00000001 31 6E 4E 0002 74 00000001 32 6E');
    expect(decode(sample.relation, full)).toMatchObject({
      old: { kind: 'full', row: { id: '1', name: null } },
    });
  });

  test('a delete names the key columns only', () => {
    const deleted = bytes('44 00004001 4B 0002 74 00000001 31 6E');
    expect(decode(sample.relation, deleted)).toEqual({
      kind: 'delete',
      relation,
      old: { kind: 'key', row: { id: '1' } },
    });
  });

  test('truncate, type and origin', () => {
    expect(decode(sample.relation, bytes('54 00000001 00 00004001'))).toEqual({
      kind: 'truncate',
      relations: [relation],
    });
    expect(decode(bytes('59 00004002 00 6D6F6F6400'))).toEqual({
      kind: 'type',
      id: 0x4002,
      schema: '',
      name: 'mood',
    });
    expect(decode(bytes('4F 0000000000000010 6C656600'))).toEqual({
      kind: 'origin',
      commitLsn: 16n,
      name: 'lef',
    });
  });
});

describe('what is no message is refused', () => {
  test.each([
    ['an unknown tag', [bytes('5A')], '"Z" is no message'],
    ['a row of a relation never described', [sample.insert], 'Relation 16385'],
    ['a row of other width', [sample.relation, bytes('49 00004001 4E 0001 6E')], '1 values for 2 columns'],
    ['an unknown kind of value', [sample.relation, bytes('49 00004001 4E 0002 62 6E')], 'column id'],
    ['text that has no end', [bytes('4F 0000000000000010 6C')], 'has no end'],
    ['nothing', [Buffer.alloc(0)], 'bytes wanted'],
  ])('%s', (_, messages, complaint) => {
    expect(() => decode(...messages)).toThrow(complaint);
  });

  test('every message cut short anywhere', () => {
    for (const message of [sample.begin, sample.relation, sample.commit]) {
      for (let length = 0; length < message.length; length += 1) {
        expect(() => decode(message.subarray(0, length))).toThrow(RangeError);
      }
    }
  });

  test('random bytes give a message or an error, and never hang', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.constantFrom('B', 'C', 'O', 'R', 'Y', 'I', 'U', 'D', 'T'),
        (tail, tag) => {
          const message = Buffer.concat([Buffer.from(tag), tail]);
          let complaint: unknown;
          try {
            decode(sample.relation, message);
          } catch (error) {
            complaint = error;
          }
          expect(complaint === undefined || complaint instanceof Error).toBe(true);
        },
      ),
    );
  });
});

test('whatever is encoded is decoded', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
  const columns = fc.uniqueArray(fc.record({ name: text, isKey: fc.boolean(), type: fc.nat() }), {
    minLength: 1,
    maxLength: 6,
    selector: ({ name }) => name,
  });
  const value: fc.Arbitrary<Value> = fc.oneof(text, fc.constant(null), fc.constant(undefined));
  const scenario = columns.chain((columns) =>
    fc.record({
      relation: fc.record({
        id: fc.nat(),
        schema: text.filter((name) => name !== ''),
        table: text,
        columns: fc.constant(columns),
      }),
      values: fc.array(value, { minLength: columns.length, maxLength: columns.length }),
    }),
  );
  fc.assert(
    fc.property(scenario, ({ relation, values }) => {
      const row = Object.fromEntries(
        relation.columns.flatMap(({ name }, index) =>
          values[index] === undefined ? [] : [[name, values[index]]],
        ),
      );
      const decoder = new PgoutputDecoder();
      expect(decoder.decode(encodeMessage.relation(relation))).toEqual({ kind: 'relation', relation });
      expect(decoder.decode(encodeMessage.insert(relation, values))).toEqual({
        kind: 'insert',
        relation,
        row,
      });
    }),
    {
      examples: [
        [
          {
            relation: {
              id: 0,
              schema: ' ',
              table: '',
              columns: [{ name: '__proto__', isKey: false, type: 0 }],
            },
            values: [null],
          },
        ],
      ],
    },
  );
});
