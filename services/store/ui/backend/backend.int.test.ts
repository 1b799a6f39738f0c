import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { backendAt } from './backend.ts';
import { MaybeOrderedError } from './maybe-ordered.ts';
import { Refused } from './refused.ts';

const card = { cardOwner: 'Jane Doe', cardNumber: '4711', checksum: '123' };

async function confirming(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return backendAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).confirm('session-1', card);
}

const problem =
  (status: number): RequestListener =>
  (request, response) =>
    request.resume().on('end', () => response.writeHead(status).end('{"detail":"no"}'));

it('does not know whether it ordered when the answer is lost, or the backend does not know', async () => {
  await expect(confirming((request) => request.destroy())).rejects.toThrow(MaybeOrderedError);
  await expect(confirming(problem(503))).rejects.toThrow(MaybeOrderedError);
});

it('knows that it did not when it is refused', async () => {
  await expect(confirming(problem(409))).rejects.toThrow(Refused);
});
