import { expect, test, vi } from 'vitest';
import { remote } from './remote.ts';
import { sendRequest } from './send-request.ts';

vi.mock('./send-request.ts');

test('both tries of a call have one limit', async () => {
  const signals: unknown[] = [];
  vi.mocked(sendRequest).mockImplementation((_url, { signal }) => {
    signals.push(signal);
    if (signals.length === 1) return Promise.reject(new Error('connection lost'));
    return Promise.resolve({ status: 200, headers: {}, text: '{}' });
  });
  const { status } = await remote('inventory', 'http://127.0.0.1:1')({ method: 'GET', path: '/' });
  expect(status).toBe(200);
  expect(signals).toHaveLength(2);
  expect(signals[1]).toBe(signals[0]);
});
