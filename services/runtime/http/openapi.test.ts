import { describe, expect, it } from 'vitest';
import { thingApp } from '../../../cli/test/harness/thing-app.ts';

describe('/openapi.json', () => {
  it('describes paths, parameters, bodies and problems from the same schemas', async () => {
    const document = (await (await thingApp().app.request('/openapi.json')).json()) as Record<
      string,
      unknown
    >;
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
