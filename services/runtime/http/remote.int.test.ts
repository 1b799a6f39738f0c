import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { runCausedBy } from '../../tram/index.ts';
import { NoAnswerError, remote } from './remote.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serving(answer: RequestListener): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a call to another service', () => {
  it('names the request that it is made for, and has an id of its own', async () => {
    let seen: IncomingHttpHeaders = {};
    const base = await serving(({ headers }, response) => {
      seen = headers;
      response.end('{"price":12345678901234567.89}');
    });
    const call = remote('inventory', base);
    const { status, body } = await runCausedBy({ correlationId: 'corr-1', causationId: 'req-1' }, () =>
      call({ method: 'GET', path: '/inventory/1' }),
    );
    expect(status).toBe(200);
    expect(String((body as { price: unknown }).price)).toBe('12345678901234567.89');
    expect(seen).toMatchObject({ 'correlation-id': 'corr-1', 'causation-id': 'req-1' });
    expect(seen['x-request-id']).toMatch(/^[0-9a-f]{16}-[0-9a-f]{16}$/);
  });

  it('takes any status for an answer, and text for what it is', async () => {
    const base = await serving((_request, response) => response.writeHead(500).end('broken'));
    expect(await remote('inventory', base)({ method: 'POST', path: '/', body: {} })).toMatchObject({
      status: 500,
      body: 'broken',
    });
  });

  it('says who does not answer, and why', async () => {
    const base = await serving(() => {});
    server?.close();
    await expect(remote('inventory', base)({ method: 'GET', path: '/' })).rejects.toThrow(
      /^inventory does not answer: .*ECONNREFUSED/,
    );
  });

  it('is not waited for without limit', async () => {
    const base = await serving(() => {});
    const call = remote('inventory', base)({ method: 'GET', path: '/' });
    await expect(call).rejects.toThrow(NoAnswerError);
    await expect(call).rejects.toThrow('inventory does not answer: no answer within 2000 ms');
    const hurried = remote('inventory', base, 50)({ method: 'GET', path: '/' });
    await expect(hurried).rejects.toThrow('inventory does not answer: no answer within 50 ms');
  });

  it('is not waited for longer when garbage is collected meanwhile', async () => {
    setFlagsFromString('--expose_gc');
    const collect = runInNewContext('gc') as () => void;
    let asked!: () => void;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const base = await serving(() => asked());
    const call = remote('inventory', base, 200)({ method: 'GET', path: '/' });
    const ended = expect(call).rejects.toThrow('no answer within 200 ms');
    await isAsked;
    collect();
    await ended;
  });

  it('keeps its connection, and takes an answer that is cut off for none', async () => {
    const ports = new Set<number | undefined>();
    const base = await serving(({ method, socket }, response) => {
      ports.add(socket.remotePort);
      if (method === 'GET') response.end('{"n":1}');
      else response.writeHead(200, { 'content-length': '10' }).write('{"n"', () => socket.destroy());
    });
    const call = remote('inventory', base);
    for (const _time of [1, 2, 3]) expect((await call({ method: 'GET', path: '/' })).body).toBeDefined();
    await expect(call({ method: 'POST', path: '/', body: {} })).rejects.toThrow(NoAnswerError);
    expect(ports.size).toBe(1);
  });

  it('sends a body whole by any method, and follows no redirect', async () => {
    const seen: unknown[] = [];
    const base = await serving((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        seen.push([request.method, request.headers['content-length'], body]);
        response.writeHead(302, { location: '/elsewhere' }).end();
      });
    });
    const call = remote('inventory', base);
    for (const method of ['PUT', 'DELETE'] as const)
      expect(await call({ method, path: '/', body: { name: 'té' } })).toMatchObject({ status: 302 });
    expect(await call({ method: 'POST', path: '/' })).toMatchObject({ status: 302, body: undefined });
    const sent = '{"name":"té"}';
    expect(seen).toEqual([
      ['PUT', '14', sent],
      ['DELETE', '14', sent],
      ['POST', '0', ''],
    ]);
  });

  it('asks a second time for what it only reads, never for what it changes', async () => {
    const asked: (string | undefined)[] = [];
    const base = await serving(({ method }, response) => {
      asked.push(method);
      if (asked.length === 2) response.end('{}');
      else response.destroy();
    });
    expect((await remote('inventory', base)({ method: 'GET', path: '/' })).status).toBe(200);
    await expect(remote('inventory', base)({ method: 'POST', path: '/' })).rejects.toThrow(NoAnswerError);
    expect(asked).toEqual(['GET', 'GET', 'POST']);
  });
});
