import { request } from 'node:http';
import { StackError, UsageError } from '../../lib/errors.ts';
import type { LabState } from '../lab-state.ts';

/** Asks a supervisor and resolves with the document it answers. Rejects with StackError, with UsageError where what is asked for is not there, or with the error of the socket. */
export async function ask(
  { url, token }: LabState['control'],
  method: 'GET' | 'POST',
  path: string,
  limitMs: number,
): Promise<unknown> {
  const { status, body } = await exchange(`${url}${path}`, method, token, limitMs);
  const document: unknown = JSON.parse(body);
  if (status === 200) return document;
  const { error } = document as { error: string };
  throw status === 400 ? new UsageError(error) : new StackError(error);
}

function exchange(
  url: string,
  method: string,
  token: string,
  limitMs: number,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(limitMs);
    const headers = { authorization: `Bearer ${token}` };
    const asked = request(url, { method, headers, signal, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end();
  });
}
