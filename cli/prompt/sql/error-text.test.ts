import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { errorText } from './error-text.ts';

function refused(message: string, more: Partial<DatabaseError>): DatabaseError {
  return Object.assign(new DatabaseError(message, message.length, 'error'), { severity: 'ERROR', ...more });
}

test('the place is marked in its own line, after wide characters too', () => {
  const error = refused('column "b" does not exist', { code: '42703', position: '13', hint: 'Perhaps "a".' });
  expect(errorText(error, "select\n'日', b").split('\n')).toEqual([
    'ERROR:  column "b" does not exist',
    "LINE 2: '日', b",
    '              ^',
    'HINT:  Perhaps "a".',
  ]);
});

test('a write is refused in the words of the server, and then in ours', () => {
  const error = refused('cannot execute DELETE in a read-only transaction', { code: '25006' });
  expect(errorText(error, 'delete from message')).toBe(
    'ERROR:  cannot execute DELETE in a read-only transaction\n' +
      'HINT:  This prompt only reads. Data is changed through the services.',
  );
});
