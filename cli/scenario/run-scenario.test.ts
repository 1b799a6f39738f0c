import { describe, expect, test } from 'vitest';
import { update } from '../model/testing/rows.ts';
import type { Mishaps } from '../model/testing/customers-and-orders.ts';
import type { Http } from './http.ts';
import { parseScenario } from './load.ts';
import type { ScenarioReport } from './report.ts';
import { runScenario } from './run-scenario.ts';
import { PlayedLab } from './testing/played-lab.ts';
import { expectationOf, limits, run, story, system } from './testing/story.ts';

const missing = ({ chain }: ScenarioReport) =>
  chain.filter(({ kind }) => kind === 'missing').map(({ label }) => label);

describe('a story that goes well', () => {
  test('passes, with every check told and its chain', async () => {
    const { report, lab } = await run();
    expect(report).toMatchObject({ name: 'approve', system: 'customers-and-orders', verdict: 'pass' });
    expect(report.steps.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    expect(report.expectations.map(({ verdict }) => verdict)).toEqual([
      'pass',
      'pass',
      'pass',
      'pass',
      'pass',
    ]);
    expect(report.invariants.length).toBe(Object.keys(system.invariants).length);
    expect(report.chain.filter(({ cause }) => cause === null).map(({ kind }) => kind)).toEqual([
      'http',
      'http',
    ]);
    expect(missing(report)).toEqual([]);
    expect(lab.events.map(({ type }) => type)).toEqual([
      'scenario-started',
      'step-finished',
      'step-finished',
      ...report.expectations.map(() => 'expectation-finished'),
      'scenario-finished',
    ]);
  });

  test('each request carries its own id as its correlation; polls are no part of the chain', async () => {
    const { lab, report } = await run();
    const posts = lab.requests.filter(({ method }) => method === 'POST');
    const ids = posts.map(({ headers }) => headers['x-request-id']);
    expect(posts.map(({ headers }) => headers['correlation-id'])).toEqual(ids);
    expect(
      posts.every(({ headers }) => /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/.test(headers['traceparent'] ?? '')),
    ).toBe(true);
    expect(new Set(report.chain.map(({ correlation }) => correlation))).toEqual(new Set(ids));
  });

  test('a variable from the command line wins over the default', async () => {
    const { report } = await run({ given: new Map([['limit', 5]]) });
    expect(expectationOf(report, 'events')).toMatchObject({
      verdict: 'fail',
      error: 'CustomerCreditReserved was not seen after OrderCreated',
    });
  });

  test('only the invariants asked for are checked', async () => {
    const named = await run({ text: `${story}invariants: [effects-once]\n` });
    expect(named.report.invariants).toEqual([{ name: 'effects-once', verdict: 'pass' }]);
    const none = await run({ text: `${story}invariants: none\n` });
    expect(none.report.invariants).toEqual([]);
  });

  test('a cancelled order is the story of three requests', async () => {
    const text = story
      .replace('expect:', `  - post: order-service/orders/{{orderId}}/cancel\nexpect:`)
      .replaceAll('APPROVED', 'CANCELLED')
      .replace('OrderApproved]', 'OrderApproved, OrderCancelled]')
      .replace('equals: { amount: 12.34 }', 'count: 0');
    const { report } = await run({ text });
    expect(report.verdict).toBe('pass');
  });
});

describe('a system that is at fault makes the run fail', () => {
  test.each<[string, Mishaps, RegExp]>([
    ['a relay that is stopped', { unrelayed: ['OrderCreated'] }, /OrderCreated.*not relayed/],
    [
      'a handler that never answers',
      { unhandled: ['customer-service-orders/OrderCreated'] },
      /OrderCreated.*not handled|customer-service-orders/,
    ],
    ['a handler that does nothing', { idle: ['customer-service-orders/OrderCreated'] }, /customer-service/],
  ])('%s: the missing hop is told', async (_, mishaps, told) => {
    const { report } = await run({ mishaps });
    expect(report.verdict).toBe('fail');
    expect(missing(report)).toEqual([expect.stringMatching(told)]);
    expect(expectationOf(report, 'quiescence')).toMatchObject({
      verdict: 'fail',
      lastSeen: expect.arrayContaining([expect.stringMatching(told)]),
    });
    expect(expectationOf(report, 'events')?.lastSeen).toEqual(['CustomerCreated', 'OrderCreated']);
  });

  test('a wrong state written by hand: the invariant gives the proof', async () => {
    const text = story.replace('expect:', `  - get: order-service/orders/{{orderId}}\nexpect:`);
    let lab: PlayedLab | undefined;
    const http: Http = async (request, signal) => {
      const answer = await lab!.answer(request, signal);
      if (request.method === 'GET') {
        const [row] = lab!.rows('customer-db', 'credit_reservations');
        if (row?.['amount'] === '12.34')
          lab!.told.commit('customer-db', {
            rows: [update('credit_reservations', { ...row, amount: '99.00' }, 'customer_id', 'order_id')],
          });
      }
      return answer;
    };
    lab = new PlayedLab(system, {}, { http });
    const report = await runScenario(parseScenario('story.yaml', text), lab.ports, limits);
    expect(report.verdict).toBe('fail');
    expect(report.invariants.filter(({ verdict }) => verdict === 'fail')).toEqual([
      {
        name: 'credit-conserved',
        verdict: 'fail',
        proof: expect.arrayContaining([expect.stringMatching(/99/)]),
      },
      {
        name: 'credit-within-limit',
        verdict: 'fail',
        proof: expect.arrayContaining([expect.stringMatching(/99/)]),
      },
    ]);
  });

  test('an answer with another status ends the story, with the service’s own words', async () => {
    const text = story.replace('post: customer-service/customers', 'post: customer-service/orders/7/cancel');
    const { report } = await run({ text });
    expect(report.verdict).toBe('fail');
    expect(report.steps).toMatchObject([
      { verdict: 'fail', error: 'expected status 2xx, got 404: no such order' },
    ]);
    expect(report.expectations.map(({ name }) => name)).toEqual(['quiescence']);
  });

  test('a capture that leads nowhere fails its step', async () => {
    const { report } = await run({ text: story.replace('$.orderId', '$.id') });
    expect(report.steps[1]).toMatchObject({
      verdict: 'fail',
      error: 'cannot capture orderId: there is no $.id in the answer',
    });
  });

  test('an answer that contradicts to the end: the difference and the last answer are told', async () => {
    const { report } = await run({
      text: story.replace('json: { orderState: APPROVED }', 'json: { orderState: LOST }'),
    });
    expect(expectationOf(report, 'eventually')).toMatchObject({
      verdict: 'fail',
      error: '$.orderState: expected "LOST", got "APPROVED"',
      lastSeen: { status: 200, body: { orderState: 'APPROVED' } },
    });
  });

  test('a request that is taken and never answered', async () => {
    const { report } = await run({ overrides: { http: silent } });
    expect(report).toMatchObject({
      verdict: 'fail',
      steps: [{ verdict: 'fail', error: 'no answer within 60 ms' }],
    });
  });

  test('a request that the scenario has no time left for', async () => {
    const { report } = await run({ text: `timeout: 20ms\n${story}`, overrides: { http: silent } });
    expect(report.steps).toMatchObject([
      { verdict: 'fail', error: "no answer before the scenario's limit of 20 ms" },
    ]);
  });
});

const silent: Http = (_, signal) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
