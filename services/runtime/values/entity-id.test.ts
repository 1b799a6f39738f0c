import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseJson, stringifyJson, UnprocessableMessageError } from '../../tram/index.ts';
import { aggregateEntityId } from './aggregate-entity-id.ts';
import { entityId, entityIdInPath } from './entity-id.ts';

describe('entity id', () => {
  it('survives JSON exactly, up to 2^63-1', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), (id) => {
        expect(entityId.parse(parseJson(stringifyJson(id)))).toBe(id);
        expect(entityIdInPath.parse(id.toString())).toBe(id);
      }),
    );
  });

  test.each(['0', '-1', '1.5', '9223372036854775808', '1e19', '1e999999999', '"17"', 'null', 'true', '[1]'])(
    'refuses %s',
    (json) => {
      expect(entityId.safeParse(parseJson(json)).error?.issues[0]?.message).toBe(
        'must be a whole number from 1 to 9223372036854775807',
      );
    },
  );

  test.each(['0', '-1', '1.0', '1e3', 'abc', '', '9223372036854775808', '%31'])(
    'refuses %s in a path',
    (text) => {
      expect(entityIdInPath.safeParse(text).success).toBe(false);
    },
  );

  it('parks an event whose aggregate id is no id', () => {
    expect(aggregateEntityId({ aggregateId: '17' })).toBe(17n);
    expect(() => aggregateEntityId({ aggregateId: 'seventeen' })).toThrow(UnprocessableMessageError);
  });
});
