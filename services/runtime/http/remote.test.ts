import { expect, test } from 'vitest';
import { remote } from './remote.ts';
import type { sendRequest } from './send-request.ts';

test('both tries of a call have one limit', async () => {
  const signals: unknown[] = [];
  const send: typeof sendRequest = (_url, { signal }) => {
    signals.push(signal);
    if (signals.length === 1) return Promise.reject(new Error('connection lost'));
    return Promise.resolve({ status: 200, headers: {}, text: '{}' });
  };
  const call = remote('inventory', 'http://127.0.0.1:1', 1_000, send);
  expect((await call({ method: 'GET', path: '/' })).status).toBe(200);
  expect(signals).toHaveLength(2);
  expect(signals[1]).toBe(signals[0]);
});
