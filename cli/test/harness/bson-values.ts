import { Binary, BSONRegExp, Code, Decimal128, Int32, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { DateTime, type Doc, type Value } from '../../stack/embedded/mongo/value/value.ts';

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const name = fc
  .oneof(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.nat(20).map(String))
  .map((text) => text.replaceAll('\0', ''));
const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 34n) + 1n, max: 10n ** 34n - 1n }), fc.integer({ min: -40, max: 40 }))
  .map(([digits, power]) => Decimal128.fromString(`${digits}E${power}`));

/** Numbers that are often equal across types, and often just not. */
export const anyNumber: fc.Arbitrary<Value> = fc.oneof(
  fc.integer({ min: -5, max: 5 }).map((n) => new Int32(n)),
  fc.integer({ min: -5, max: 5 }).map(BigInt),
  fc.integer({ min: -5, max: 5 }).map((n) => n / 2),
  fc.integer({ min: -10, max: 10 }).map((n) => Decimal128.fromString(`${n * 5}E-1`)),
  fc.constantFrom(2 ** 53, 2n ** 53n, 2n ** 53n + 1n, Number.NaN, Infinity, -0, 0.1),
  fc
    .constantFrom('0.1', '0.10', 'NaN', '9007199254740993', '1E400')
    .map((text) => Decimal128.fromString(text)),
  fc.integer().map((n) => new Int32(n)),
  int64,
  fc.double(),
  decimal,
);

const scalar: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: anyNumber },
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom<Value>(null, true, false, '', new MinKey(), new MaxKey()),
  int64.map((ms) => new DateTime(ms)),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc
    .tuple(fc.uint8Array({ maxLength: 8 }), fc.constantFrom(0, 4, 128))
    .map(([bytes, type]) => new Binary(Buffer.from(bytes), type)),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => new Timestamp(value)),
  fc.constantFrom(new BSONRegExp('a.b', 'i'), new BSONRegExp('x'), new Code('f()')),
);

/** Any BSON value, nested a few levels. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value; doc: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    tie('doc'),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
  doc: fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }).map((fields) => new Map(fields)),
})).value;

/** Any document, with keys that look like integers among them. */
export const anyDoc: fc.Arbitrary<Doc> = fc
  .array(fc.tuple(name, anyValue), { maxLength: 5 })
  .map((fields) => new Map(fields));
