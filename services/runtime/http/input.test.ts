import { describe, expect, it, test } from 'vitest';
import { goodThing, thingApp } from '../../../cli/test/harness/thing-app.ts';

describe('input', () => {
  it('keeps numbers exact in both directions', async () => {
    const response = await thingApp().post(goodThing);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toContain(
      '"owner":9223372036854775807,"name":"x","price":{"amount":12345678901234567.89}',
    );
  });

  it('names field, value and rule of all that is wrong', async () => {
    const response = await thingApp().post('{"owner":"7","name":7,"price":{"amount":12.345}}');
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
    const response = await thingApp().post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: expect.arrayContaining([error]) });
  });

  test.each(['{"owner":', '', '\u0000'])('refuses a body that is no JSON', async (body) => {
    const response = await thingApp().post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: expect.stringMatching(/^The body is not JSON/) });
  });

  it('says of a body that is nested too deeply what is wrong with it', async () => {
    const response = await thingApp().post('['.repeat(99_000));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: 'The body is nested too deeply' });
  });

  it('refuses bytes that are no UTF-8', async () => {
    const body = new Uint8Array([0x22, 0xff, 0x22]);
    const headers = { 'content-type': 'application/json' };
    const response = await thingApp().app.request('/things', { method: 'POST', body, headers });
    expect(response.status).toBe(400);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx'])(
    'refuses %s',
    async (type) => {
      expect((await thingApp().post(goodThing, { 'content-type': type })).status).toBe(415);
    },
  );

  test.each(['application/json; charset=utf-8', 'application/merge-patch+json'])('takes %s', async (type) => {
    expect((await thingApp().post(goodThing, { 'content-type': type })).status).toBe(200);
  });

  it('bounds lists', async () => {
    const { app } = thingApp();
    expect(await (await app.request('/things')).json()).toEqual({ limit: 100, offset: 0 });
    expect(await (await app.request('/things?limit=7&offset=14')).json()).toEqual({ limit: 7, offset: 14 });
    const response = await app.request('/things?limit=1001');
    expect(await response.json()).toMatchObject({
      errors: [{ field: 'limit', value: 1001, rule: 'must be a whole number from 1 to 1000' }],
    });
  });
});
