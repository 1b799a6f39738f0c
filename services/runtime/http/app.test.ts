import { pino } from 'pino';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { currentCause, type Line } from '../../tram/index.ts';
import { entityId, entityIdInPath } from '../values/entity-id.ts';
import { moneySchema } from '../values/money.ts';
import { requiredText } from '../values/text.ts';
import { createApp } from './app.ts';
import { Health } from './health.ts';
import { paging } from './paging.ts';
import { Problem } from './problem.ts';
import { route } from './route.ts';

function start(
  health = new Health(
    () => Promise.resolve(),
    () => false,
  ),
) {
  const lines: Line[] = [];
  const routes = [
    route({
      method: 'GET',
      path: '/things/count',
      summary: 'Count',
      response: z.number(),
      handle: () => Promise.resolve(3),
    }),
    route({
      method: 'GET',
      path: '/things/{id}',
      summary: 'Read',
      params: z.object({ id: entityIdInPath }),
      response: z.object({ id: entityId }),
      problems: { 404: 'No such thing' },
      handle: async ({ params }) => {
        if (params.id === 404n) throw new Problem(404, 'There is no thing 404');
        if (params.id === 500n) throw new Error('secret');
        return params;
      },
    }),
    route({
      method: 'GET',
      path: '/things',
      summary: 'List',
      query: paging,
      response: paging,
      handle: ({ query }) => Promise.resolve(query as never),
    }),
    route({
      method: 'POST',
      path: '/things',
      summary: 'Create',
      body: z.object({ owner: entityId, name: requiredText(9), price: moneySchema }),
      response: z.unknown(),
      handle: ({ body }) => Promise.resolve({ ...body, cause: currentCause() }),
    }),
  ];
  const log = pino({ enabled: false });
  const app = createApp({
    service: 'thing-service',
    routes,
    health,
    lines: { write: (l) => lines.push(l), close() {} },
    log,
  });
  const post = (body: string, headers: Record<string, string> = {}) =>
    app.request('/things', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  return { app, post, lines, health };
}

const good = '{"owner":9223372036854775807,"name":"x","price":{"amount":12345678901234567.89}}';

describe('http app', () => {
  it('keeps numbers exact in both directions', async () => {
    const response = await start().post(good);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toContain(
      '"owner":9223372036854775807,"name":"x","price":{"amount":12345678901234567.89}',
    );
  });

  it('names field, value and rule of all that is wrong', async () => {
    const response = await start().post('{"owner":"7","name":7,"price":{"amount":12.345}}');
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toEqual({
      title: 'Bad Request',
      status: 400,
      detail: 'owner must be a whole number from 1 to 9223372036854775807 (and 2 more)',
      instance: '/things',
      errors: [
        { field: 'owner', value: '7', rule: 'must be a whole number from 1 to 9223372036854775807' },
        { field: 'name', value: 7, rule: 'must be a JSON string' },
        { field: 'price.amount', value: 12.345, rule: 'must have at most two decimals' },
      ],
    });
  });

  test.each([
    ['{"name":"x","price":{}}', { field: 'owner', rule: 'is required' }],
    ['[]', { field: 'body', value: '[...]', rule: 'must be a JSON object' }],
    ['null', { field: 'body', value: null, rule: 'must be a JSON object' }],
    ['{"owner":1,"name":"x","price":5}', { field: 'price', value: 5, rule: 'must be a JSON object' }],
  ])('refuses %s', async (body, error) => {
    const response = await start().post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: expect.arrayContaining([error]) });
  });

  test.each(['{"owner":', '', '\u0000', '[[[['.repeat(20_000)])(
    'refuses a body that is no JSON',
    async (body) => {
      const response = await start().post(body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ detail: expect.stringMatching(/^The body is not JSON/) });
    },
  );

  it('refuses bytes that are no UTF-8', async () => {
    const body = new Uint8Array([0x22, 0xff, 0x22]);
    const headers = { 'content-type': 'application/json' };
    const response = await start().app.request('/things', { method: 'POST', body, headers });
    expect(response.status).toBe(400);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx'])(
    'refuses %s',
    async (type) => {
      expect((await start().post(good, { 'content-type': type })).status).toBe(415);
    },
  );

  test.each(['application/json; charset=utf-8', 'application/merge-patch+json'])('takes %s', async (type) => {
    expect((await start().post(good, { 'content-type': type })).status).toBe(200);
  });

  it('reads ids in paths, and prefers the more exact path', async () => {
    const { app } = start();
    expect(await (await app.request('/things/count')).text()).toBe('3');
    expect(await (await app.request('/things/9007199254740993')).text()).toBe('{"id":9007199254740993}');
    expect((await app.request('/things/abc')).status).toBe(400);
    expect((await app.request('/things/404')).status).toBe(404);
  });

  it('bounds lists', async () => {
    const { app } = start();
    expect(await (await app.request('/things')).json()).toEqual({ limit: 100, offset: 0 });
    expect(await (await app.request('/things?limit=7&offset=14')).json()).toEqual({ limit: 7, offset: 14 });
    const response = await app.request('/things?limit=1001');
    expect(await response.json()).toMatchObject({
      errors: [{ field: 'limit', value: 1001, rule: 'must be a whole number from 1 to 1000' }],
    });
  });

  it('answers unknown paths with 404 and wrong methods with 405 and Allow', async () => {
    const { app } = start();
    expect((await app.request('/nothing')).status).toBe(404);
    const list = await app.request('/things', { method: 'DELETE' });
    expect([list.status, list.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    const count = await app.request('/things/count', { method: 'POST' });
    expect([count.status, count.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(await count.json()).toMatchObject({ title: 'Method Not Allowed', instance: '/things/count' });
  });

  it('tells nobody the inside of a failure', async () => {
    const response = await start().app.request('/things/500');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
  });

  it('takes the ids of the request as the cause of what follows', async () => {
    const { post, lines } = start();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const ids = { 'x-request-id': 'req-1', 'correlation-id': 'corr-1', traceparent };
    const response = await post(good, ids);
    expect(response.headers.get('x-request-id')).toBe('req-1');
    expect(response.headers.get('correlation-id')).toBe('corr-1');
    expect(await response.json()).toMatchObject({
      cause: { causationId: 'req-1', correlationId: 'corr-1', traceparent },
    });
    expect(lines).toMatchObject([
      {
        event: 'http',
        service: 'thing-service',
        id: 'req-1',
        correlation: 'corr-1',
        method: 'POST',
        path: '/things',
        status: 200,
      },
    ]);
  });

  test.each([{}, { 'x-request-id': 'two words' }, { 'x-request-id': 'x'.repeat(129) }])(
    'makes an id where none that fits is given',
    async (headers) => {
      const response = await start().post('{}', headers);
      const id = response.headers.get('x-request-id');
      expect(id).toMatch(/^[0-9a-f]{16}-[0-9a-f]{16}$/);
      expect(response.headers.get('correlation-id')).toBe(id);
    },
  );

  it('writes a line for failures too, none for health and description', async () => {
    const { app, lines } = start();
    for (const path of ['/things/500', '/nothing', '/actuator/health', '/openapi.json'])
      await app.request(path);
    expect(lines).toMatchObject([{ status: 500 }, { status: 404 }]);
  });
});

describe('health', () => {
  it('is up only when ready, and its database answers, and nothing is stopping', async () => {
    let stopping = false;
    let outage: Error | undefined;
    const { app, health } = start(
      new Health(
        () => (outage ? Promise.reject(outage) : Promise.resolve()),
        () => stopping,
      ),
    );
    const ask = async () => {
      const response = await app.request('/actuator/health');
      return [response.status, await response.json()];
    };
    expect(await ask()).toEqual([503, expect.objectContaining({ detail: 'The service is starting' })]);
    health.ready();
    expect(await ask()).toEqual([200, { status: 'UP' }]);
    outage = new Error('connection refused');
    expect(await ask()).toEqual([
      503,
      expect.objectContaining({ detail: 'The database: connection refused' }),
    ]);
    stopping = true;
    expect(await ask()).toEqual([503, expect.objectContaining({ detail: 'The service is stopping' })]);
  });
});

describe('/openapi.json', () => {
  it('describes paths, parameters, bodies and problems from the same schemas', async () => {
    const document = (await (await start().app.request('/openapi.json')).json()) as Record<string, unknown>;
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'thing-service' },
      paths: {
        '/things/{id}': {
          get: {
            parameters: [
              { name: 'id', in: 'path', required: true, schema: { type: 'integer', format: 'int64' } },
            ],
            responses: { 200: {}, 400: {}, 404: { description: 'No such thing' } },
          },
        },
        '/things': {
          get: { parameters: [{ name: 'limit', in: 'query', required: false }, { name: 'offset' }] },
          post: {
            requestBody: {
              content: {
                'application/json': {
                  schema: {
                    required: ['owner', 'name', 'price'],
                    properties: { price: { properties: { amount: { type: 'number', multipleOf: 0.01 } } } },
                  },
                },
              },
            },
            responses: { 400: {}, 413: {}, 415: {} },
          },
        },
      },
    });
  });
});
