import { expect, it } from 'vitest';
import { recordHeaders } from './record-headers.ts';

it('reads headers as text, the last of several, and tells none where there are none', () => {
  const headers = { id: Buffer.from('"é"'), eventType: ['first', Buffer.from('last')], nothing: undefined };
  expect(recordHeaders(headers)).toEqual({ headers: { id: '"é"', eventType: 'last' } });
  expect(recordHeaders({})).toEqual({});
  expect(recordHeaders(undefined)).toEqual({});
});
