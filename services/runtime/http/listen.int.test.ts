import { request } from 'node:http';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { deferred } from '../../../cli/lib/deferred.ts';
import { createApp } from './app.ts';
import { maxBodyBytes } from './body.ts';
import { Health } from './health.ts';
import { listen, type Listener } from './listen.ts';
import { route } from './route.ts';

const open: Listener[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((listener) => listener.close()));
});

async function serve(handle: () => Promise<number> = () => Promise.resolve(1)): Promise<Listener> {
  const body = z.object({ text: z.string() });
  const routes = [
    route({ method: 'POST', path: '/texts', summary: 'Send', body, response: z.number(), handle }),
    route({ method: 'GET', path: '/slow', summary: 'Wait', response: z.number(), handle }),
  ];
  const health = new Health(
    () => Promise.resolve(),
    () => false,
  );
  const lines = { write() {}, close() {} };
  const app = createApp({ service: 's', routes, health, lines, log: pino({ enabled: false }) });
  const listener = await listen(app, 0);
  open.push(listener);
  return listener;
}

/** A text so long that the whole body has the length asked for. */
function bodyOf(length: number): string {
  return `{"text":"${'x'.repeat(length - '{"text":""}'.length)}"}`;
}

function send(port: number, body: string, chunked: boolean): Promise<number | undefined> {
  const headers = {
    'content-type': 'application/json',
    ...(chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': body.length }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { port, host: '127.0.0.1', path: '/texts', method: 'POST', headers },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

describe('http listener', () => {
  it.each([true, false])(
    'takes a body of 100 kB and refuses one byte more (chunked: %s)',
    async (chunked) => {
      const { port } = await serve();
      expect(await send(port, bodyOf(maxBodyBytes), chunked)).toBe(200);
      expect(await send(port, bodyOf(maxBodyBytes + 1), chunked)).toBe(413);
    },
  );

  it('refuses a port that is taken', async () => {
    const { port } = await serve();
    const app = createApp({
      service: 's',
      routes: [],
      health: new Health(
        () => Promise.resolve(),
        () => false,
      ),
      lines: { write() {}, close() {} },
      log: pino({ enabled: false }),
    });
    await expect(listen(app, port)).rejects.toThrow('EADDRINUSE');
  });

  it('answers what is under way before it closes', async () => {
    const entered = deferred();
    const finish = deferred<number>();
    const listener = await serve(() => {
      entered.resolve();
      return finish.promise;
    });
    const answer = fetch(`http://127.0.0.1:${listener.port}/slow`);
    await entered.promise;
    const closed = listener.close();
    finish.resolve(7);
    expect(await (await answer).text()).toBe('7');
    await closed;
  });

  it('closes although a handler never answers', async () => {
    const entered = deferred();
    const listener = await serve(() => {
      entered.resolve();
      return deferred<number>().promise;
    });
    const answer = fetch(`http://127.0.0.1:${listener.port}/slow`).catch((error: unknown) => error);
    await entered.promise;
    await listener.close();
    expect(await answer).toBeInstanceOf(Error);
  });
});
