import { describe, expect, test } from 'vitest';
import { expectationOf, run, story } from '../testing/story.ts';

const after = (steps: string, expectations = '') =>
  story.replace('expect:', `${steps}expect:${expectations}`);

describe('steps that drive processes', () => {
  test('are done in their order, and what they leave is put right: servers first', async () => {
    const text = after('  - pause: order-service\n  - stop: mongo\n  - stop: relay\n  - start: relay\n');
    const { lab, report } = await run({ text });
    expect(report.verdict).toBe('pass');
    expect(report.steps.slice(-4).map(({ name }) => name)).toEqual([
      'pause order-service',
      'stop mongo',
      'stop relay',
      'start relay',
    ]);
    expect(lab.driven.slice(-2)).toEqual(['start mongo', 'resume order-service']);
    expect(expectationOf(report, 'the stack is put right')).toMatchObject({ verdict: 'pass' });
  });

  test('are put right also when the story ends early, or is given up', async () => {
    const failing = await run({ text: after('  - stop: relay\n  - get: order-service/orders/404\n') });
    expect(failing.report.verdict).toBe('fail');
    expect(failing.lab.driven).toEqual(['stop relay', 'start relay']);

    const controller = new AbortController();
    const driven: string[] = [];
    const overrides = {
      signal: controller.signal,
      stack: {
        control: (verb: string, process: string) => {
          driven.push(`${verb} ${process}`);
          if (verb === 'stop') controller.abort(new Error('Ctrl-C'));
          return Promise.resolve();
        },
        isUp: () => Promise.resolve(false),
        put: () => Promise.reject(new Error('not asked for')),
        repeat: () => Promise.reject(new Error('not asked for')),
      },
    };
    await expect(run({ overrides, text: after('  - stop: relay\n') })).rejects.toThrow('Ctrl-C');
    expect(driven).toEqual(['stop relay', 'start relay']);
  });

  test('a stack that cannot be driven says nothing about the system', async () => {
    const stack = {
      control: () => Promise.reject(new Error('There is no process "kafka" in this lab.')),
      isUp: () => Promise.resolve(true),
      put: () => Promise.reject(new Error('no broker')),
      repeat: () => Promise.reject(new Error('no broker')),
    };
    const driven = await run({ overrides: { stack }, text: after('  - start: kafka\n') });
    expect(driven.report).toMatchObject({ verdict: 'inconclusive' });
    expect(driven.report.steps.at(-1)?.error).toBe('There is no process "kafka" in this lab.');
    const redelivered = await run({ overrides: { stack }, text: after('  - redeliver: OrderCreated\n') });
    expect(redelivered.report.steps.at(-1)).toMatchObject({
      verdict: 'inconclusive',
      error: 'OrderCreated cannot be redelivered: no broker',
    });
  });
});

test('redeliver wants an event of this run', async () => {
  const { report } = await run({ text: after('  - redeliver: OrderCancelled\n') });
  expect(report.steps.at(-1)).toMatchObject({
    verdict: 'fail',
    error: 'this run has sent no OrderCancelled that could be redelivered',
    name: 'redeliver OrderCancelled',
  });
});

test('parallel sends the request so many times, each with ids of its own', async () => {
  const text = after(
    "  - { post: order-service/orders, parallel: 3, json: { customerId: '{{customerId}}', orderTotal: { amount: 1 } } }\n",
  );
  const { lab, report } = await run({ text });
  expect(report.steps.at(-1)).toMatchObject({
    name: '3 x POST order-service/orders',
    verdict: 'pass',
  });
  const ids = lab.requests
    .filter(({ method }) => method === 'POST')
    .map(({ headers }) => headers['x-request-id']);
  expect(new Set(ids).size).toBe(5);
});

test('of parallel requests that do not all pass, the report says how many', async () => {
  const { report } = await run({ text: after('  - { post: order-service/orders/7/cancel, parallel: 2 }\n') });
  expect(report.steps.at(-1)).toMatchObject({
    verdict: 'fail',
    error: '2 of 2: expected status 2xx, got 404: no such order',
  });
});

const published = async (publish: string) => {
  const put: unknown[] = [];
  const stack = {
    control: () => Promise.resolve(),
    isUp: () => Promise.resolve(true),
    put: (record: { topic: string; key: string; value: string }) => {
      put.push(record);
      return Promise.resolve({ topic: record.topic, partition: 0, offset: '100' });
    },
    repeat: () => Promise.reject(new Error('not asked for')),
  };
  const { report } = await run({ overrides: { stack }, text: after(`  - publish: ${publish}\n`) });
  expect(report.steps.at(-1)?.verdict).toBe('pass');
  return put[0];
};

describe('publish', () => {
  test('puts any value on a topic, with its variables filled in', async () => {
    expect(
      await published("{ topic: Order, key: '{{orderId}}', value: 'no JSON', headers: { a: b } }"),
    ).toMatchObject({
      topic: 'Order',
      key: expect.stringMatching(/^\d+$/),
      value: 'no JSON',
      headers: { a: 'b' },
    });
    expect(
      await published("{ topic: Order, key: 1, partition: 3, json: { id: '{{orderId}}' } }"),
    ).toMatchObject({
      partition: 3,
      value: expect.stringMatching(/^\{"id":\d+\}$/),
    });
  });

  test('makes an event a message like the system’s own, the root of a chain', async () => {
    const put = (await published(
      "{ topic: Order, key: 7, event: OrderCancelled, json: { broken: true }, headers: { extra: '1' } }",
    )) as { value: string };
    const { payload, headers } = JSON.parse(put.value) as {
      payload: string;
      headers: Record<string, string>;
    };
    expect(payload).toBe('{"broken":true}');
    expect(headers).toMatchObject({
      DESTINATION: 'Order',
      PARTITION_ID: '7',
      'event-type': 'OrderCancelled',
      'event-aggregate-type': 'Order',
      'event-aggregate-id': '7',
      extra: '1',
    });
    expect(headers['correlation-id']).toBe(headers['ID']);
  });

  test.each([
    ['command: ReserveCredit', { command_type: 'ReserveCredit', command__destination: 'Order' }],
    [
      'reply: CreditReserved, headers: { commandreply_saga_id: s-1 }',
      { reply_type: 'CreditReserved', 'reply_outcome-type': 'SUCCESS', commandreply_saga_id: 's-1' },
    ],
  ])('makes a message of %s', async (what, expected) => {
    const put = (await published(`{ topic: Order, key: 7, json: {}, ${what} }`)) as { value: string };
    const { headers } = JSON.parse(put.value) as { headers: Record<string, string> };
    expect(headers).toMatchObject(expected);
    expect(headers).not.toHaveProperty('event-type');
  });
});
