import { expect, test } from 'vitest';
import { loansSystem } from '../test/harness/loans-system.ts';
import { checkOnce } from './check-once.ts';

const invariants = 'each-once: { kind: effects-once }';
const mute = { copies: 'idempotent: false' };

test('a consumer with neither inbox nor view is noted where its effects are to happen once', () => {
  expect(checkOnce(loansSystem({ invariants, ...mute }))).toEqual([
    {
      name: 'consumer copies',
      state: 'note',
      detail:
        'it names neither inbox nor view; where no row shows that it handled a message once, each-once is inconclusive',
      fix: 'add inbox: copies-db to consumers.copies; or idempotent: true, if handling a message again changes and sends nothing',
    },
  ]);
});

test.each([{ invariants }, { invariants, copies: 'idempotent: true' }, mute])('%o is well', (file) => {
  expect(checkOnce(loansSystem(file))).toEqual([]);
});

test('where its database names no table of handled messages, that is to be added too', () => {
  const system = loansSystem({ invariants, copies: 'idempotent: false', inbox: '' });
  expect(checkOnce(system)[0]?.fix).toBe(
    'add inbox: copies-db to consumers.copies and its table of handled messages to messaging.copies-db.mapping, ' +
      'as inbox: { table: ..., message: ... }; or idempotent: true, if handling a message again changes and sends nothing',
  );
});
