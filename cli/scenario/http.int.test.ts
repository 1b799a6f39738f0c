import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { httpClient, UnreachableError, type HttpClient } from './http.ts';

let server: Server;
let client: HttpClient;
let answer: RequestListener;
let url: string;

beforeEach(async () => {
  server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = httpClient();
});
afterEach(async () => {
  await client.close();
  server.closeAllConnections();
  server.close();
});

const get = (target: string, signal = new AbortController().signal) =>
  client.http({ method: 'GET', url: target, headers: { 'x-request-id': 'a' } }, signal);

test('an answer in JSON is read without loss', async () => {
  answer = (_, response) => response.end('{"orderId":9223372036854775807}');
  await expect(get(`${url}/orders/1`)).resolves.toEqual({
    status: 200,
    body: { orderId: 9223372036854775807n },
  });
});

test('an answer that is no JSON is its text; none at all is undefined', async () => {
  answer = (_, response) => response.writeHead(500).end('<h1>sorry</h1>');
  await expect(get(url)).resolves.toEqual({ status: 500, body: '<h1>sorry</h1>' });
  answer = (_, response) => response.writeHead(204).end();
  await expect(get(url)).resolves.toEqual({ status: 204, body: undefined });
});

test('method, headers and body arrive', async () => {
  answer = (request, response) =>
    void request.pipe(
      response.setHeader('x-seen', `${request.method} ${String(request.headers['x-request-id'])}`),
    );
  const sent = { method: 'POST', url, headers: { 'x-request-id': 'a' }, body: '{"a":1}' } as const;
  await expect(client.http(sent, new AbortController().signal)).resolves.toEqual({
    status: 200,
    body: { a: 1 },
  });
});

test('nobody listens: that is told apart from every other failure', async () => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
  await expect(get(url)).rejects.toThrow(UnreachableError);
  await expect(get(url)).rejects.toThrow(/^http:\/\/127\.0\.0\.1:\d+ cannot be reached: .*ECONNREFUSED/);
});

test('a service that takes the request and drops the connection was reached', async () => {
  answer = (request) => request.socket.destroy();
  const error = await get(url).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(UnreachableError);
});

test('the signal ends a request that is never answered', async () => {
  const stop = new AbortController();
  answer = () => stop.abort(new RangeError('enough'));
  await expect(get(url, stop.signal)).rejects.toThrow('enough');
});
