import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { requestApi } from '../../../cli/test/harness/call-api.ts';
import { Answer } from './answer.ts';
import { Problem } from './problem.ts';
import { route } from './route.ts';

const params = z.object({ id: z.string() });

const request = requestApi([
  route({
    method: 'PUT',
    path: '/things/{id}',
    summary: 'Write',
    params,
    headers: z.object({ 'if-match': z.string().optional() }),
    body: z.object({ name: z.string() }),
    response: z.object({ name: z.string() }),
    answers: { 201: 'It is new', 204: 'It was there' },
    problems: { 412: 'It is another now' },
    async handle({ params: { id }, headers, body }) {
      if (headers['if-match'] === '"old"')
        throw new Problem(412, `${id} has changed`, { members: { now: '"new"' } });
      if (id === 'known') return new Answer(204, { headers: { etag: '"new"' } });
      return new Answer(201, { body, headers: { etag: '"new"' } });
    },
  }),
  route({
    method: 'DELETE',
    path: '/things/{id}',
    summary: 'Remove',
    params,
    response: z.string(),
    success: { status: 200, type: 'text/plain' },
    handle: async ({ params: { id } }) => (id === 'broken' ? new Answer(500, { body: 'cannot' }) : ''),
  }),
]);

describe('an answer', () => {
  it('may have a status and headers of its own, with a body and without', async () => {
    const created = await request('PUT', '/things/unknown', { name: 'x' });
    expect([created.status, created.headers.get('etag')]).toEqual([201, '"new"']);
    expect(await created.json()).toEqual({ name: 'x' });
    const updated = await request('PUT', '/things/known', { name: 'x' });
    expect([updated.status, updated.headers.get('etag'), await updated.text()]).toEqual([204, '"new"', '']);
  });

  it('may depend on a header of the request, and a problem may say more than what is wrong', async () => {
    const refused = await request('PUT', '/things/known', { name: 'x' }, { 'If-Match': '"old"' });
    expect(refused.status).toBe(412);
    expect(await refused.json()).toMatchObject({ title: 'Precondition Failed', now: '"new"' });
  });

  it('is text where its route says so, whatever its status', async () => {
    const done = await request('DELETE', '/things/known');
    expect([done.status, await done.text()]).toEqual([200, '']);
    const failed = await request('DELETE', '/things/broken');
    expect([failed.status, failed.headers.get('content-type'), await failed.text()]).toEqual([
      500,
      'text/plain',
      'cannot',
    ]);
  });
});
