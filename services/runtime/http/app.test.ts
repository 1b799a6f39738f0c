import { describe, expect, it, test } from 'vitest';
import { goodThing, thingApp } from '../../../cli/test/harness/thing-app.ts';

describe('http app', () => {
  it('reads ids in paths, and prefers the more exact path', async () => {
    const { app } = thingApp();
    expect(await (await app.request('/things/count')).text()).toBe('3');
    expect(await (await app.request('/things/9007199254740993')).text()).toBe('{"id":9007199254740993}');
    expect((await app.request('/things/abc')).status).toBe(400);
    expect((await app.request('/things/404')).status).toBe(404);
  });

  it('answers unknown paths with 404 and wrong methods with 405 and Allow', async () => {
    const { app } = thingApp();
    expect((await app.request('/nothing')).status).toBe(404);
    const list = await app.request('/things', { method: 'DELETE' });
    expect([list.status, list.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    const count = await app.request('/things/count', { method: 'POST' });
    expect([count.status, count.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(await count.json()).toMatchObject({ title: 'Method Not Allowed', instance: '/things/count' });
  });

  it('tells nobody the inside of a failure', async () => {
    const response = await thingApp().app.request('/things/500');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
  });

  it('takes the ids of the request as the cause of what follows', async () => {
    const { post, lines } = thingApp();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const ids = { 'x-request-id': 'req-1', 'correlation-id': 'corr-1', traceparent };
    const response = await post(goodThing, ids);
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

  it('says which request another service was handling when it asked', async () => {
    const { post, lines } = thingApp();
    await post(goodThing, { 'x-request-id': 'req-2', 'causation-id': 'req-1' });
    expect(lines).toMatchObject([{ id: 'req-2', cause: 'req-1' }]);
  });

  test.each([{}, { 'x-request-id': 'two words' }, { 'x-request-id': 'x'.repeat(129) }])(
    'makes an id where none that fits is given',
    async (headers) => {
      const response = await thingApp().post('{}', headers);
      const id = response.headers.get('x-request-id');
      expect(id).toMatch(/^[0-9a-f]{16}-[0-9a-f]{16}$/);
      expect(response.headers.get('correlation-id')).toBe(id);
    },
  );

  it('writes a line for failures too, none for health and description', async () => {
    const { app, lines } = thingApp();
    for (const path of ['/things/500', '/nothing', '/actuator/health', '/openapi.json'])
      await app.request(path);
    expect(lines).toMatchObject([{ status: 500 }, { status: 404 }]);
  });
});
