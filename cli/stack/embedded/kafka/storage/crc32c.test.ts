import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32c } from './crc32c.ts';

/** Source of the values: RFC 3720, appendix B.4, and the check value of the CRC catalogue. */
test.each([
  [Buffer.from('123456789'), 0xe3069283],
  [Buffer.alloc(32), 0x8a9136aa],
  [Buffer.alloc(32, 0xff), 0x62a8ab43],
  [Buffer.from(Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e],
  [Buffer.alloc(0), 0],
])('known values', (bytes, expected) => expect(crc32c(bytes)).toBe(expected));

test('any flipped bit shows', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.nat(), fc.nat(7), (bytes, at, bit) => {
      const changed = Buffer.from(bytes);
      changed[at % bytes.length]! ^= 1 << bit;
      expect(crc32c(changed)).not.toBe(crc32c(Buffer.from(bytes)));
    }),
  );
});
