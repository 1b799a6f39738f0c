import { describe, expect, test } from 'vitest';
import { proposeDatabase } from './propose-database.ts';
import { sagaExample } from './saga-text.ts';

function exampleFor(byDefault: string | null, labels: readonly string[] = []): string {
  const column = { name: 'state', type: 'text', labels, byDefault };
  const id = { name: 'id', type: 'bigint', labels: [], byDefault: null };
  const table = { name: 'loans', columns: [id, column], key: ['id'], unique: [] };
  const rights = { hasIdentity: true, owned: true, readable: true, published: false };
  const proposal = proposeDatabase({ tables: [{ ...table, ...rights }] });
  const database = { name: 'loans-db', kind: 'postgres', service: 'loans', users: [], proposal } as const;
  return sagaExample([database]).join('\n');
}

describe('the initial state of a saga', () => {
  test.each([
    ["'open'::text", 'open'],
    ["'open'", 'open'],
    ["'open'::character varying", 'open'],
    ['\'open\'::sales."Loan state"', 'open'],
    ["'it''s open'::text", "'it''s open'"],
  ])('is what the column is by default: %s', (byDefault, state) => {
    const text = exampleFor(byDefault);
    expect(text).toContain(`#     initial: [${state}]\n`);
    expect(text).toContain(`#       ${state}: ['<done>', '<refused>']\n`);
    expect(text).not.toContain('PENDING');
  });

  test.each([null, 'now()', "('a'::text || 'b'::text)", "nextval('loans_seq'::regclass)"])(
    'is a placeholder where that is %s',
    (byDefault) => {
      expect(exampleFor(byDefault)).toContain("#     initial: ['<first>']\n");
    },
  );

  test('is the first label of an enum, but for its default', () => {
    expect(exampleFor(null, ['new', 'open', 'closed'])).toContain('#       new: [open, closed]\n');
    const text = exampleFor("'open'::mood", ['new', 'open', 'closed']);
    expect(text).toContain('#     initial: [open]\n');
    expect(text).toContain('#       open: [new, closed]\n');
  });
});
