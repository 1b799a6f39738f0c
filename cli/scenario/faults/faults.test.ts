import { describe, expect, test } from 'vitest';
import { checkScenario } from '../check.ts';
import { parseScenario } from '../load.ts';
import type { FaultControl } from '../ports.ts';
import type { PlayedLab } from '../testing/played-lab.ts';
import { expectationOf, run, story, system } from '../testing/story.ts';
import { parseAction, parsePoint, parseTiming } from './grammar.ts';

const withFault = (fault: string) => story.replace('steps:', `faults:\n  - ${fault}\nsteps:`);

/** What is wrong with a scenario that declares the fault. */
function complaint(fault: string): string {
  try {
    checkScenario(parseScenario('story.yaml', withFault(fault)), system);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('grammar', () => {
  test.each([
    ['order-service.OrderCreated.before-commit', ['order-service', 'OrderCreated', 'before-commit']],
    [
      'order-service.POST /orders/{id}.v2.after-handle',
      ['order-service', 'POST /orders/{id}.v2', 'after-handle'],
    ],
    ['relay.order-db.after-publish', ['relay', 'order-db', 'after-publish']],
  ])('%s', (text, [process, handler, seam]) => {
    expect(parsePoint(text)).toEqual({ process, handler, seam });
  });

  test.each(['order-service', 'order-service.before-commit', 'order-service.X.between', '.X.before-commit'])(
    '%s is no place',
    (text) => {
      expect(parsePoint(text)).toBeUndefined();
    },
  );

  test.each([
    ['crash', { kind: 'crash' }],
    ['delay(1.5s)', { kind: 'delay', ms: 1500 }],
    ['delay', undefined],
    ['delay(5)', undefined],
    ['explode', undefined],
  ])('do: %s', (text, action) => {
    expect(parseAction(text)).toEqual(action);
  });

  test.each([
    ['once', { kind: 'once' }],
    ['always', { kind: 'always' }],
    ['onCall(3)', { kind: 'onCall', call: 3 }],
    ['times(2)', { kind: 'times', times: 2 }],
    ['prob(0.25)', { kind: 'prob', probability: 0.25 }],
    ['prob(1.5)', undefined],
    ['times(0)', undefined],
    ['times(1.5)', undefined],
    ['twice', undefined],
  ])('when: %s', (text, timing) => {
    expect(parseTiming(text)).toEqual(timing);
  });
});

describe('a file is refused, naming field, value and what is possible', () => {
  test.each([
    ['{ at: order-service.OrderCreated, do: crash }', 'faults[0].at: must be <service>'],
    ['{ at: relay.order-db.after-commit, do: explode }', 'faults[0].do: must be crash, delay(<duration>)'],
    ['{ at: relay.order-db.after-commit, do: crash, when: twice }', 'faults[0].when: must be once'],
    ['{ at: oder-service.POST /orders.after-commit, do: crash }', 'did you mean "order-service"?'],
    [
      '{ at: customer-service.OrderCreate.after-commit, do: crash }',
      'customer-service handles no message and has no consumer "OrderCreate"; did you mean "OrderCreated"?',
    ],
    ['{ at: relay.oder-db.after-commit, do: crash }', 'did you mean "order-db"?'],
    [
      '{ at: relay.order-db.before-handle, do: crash }',
      'the relay has no seam before-handle; it has after-commit',
    ],
    [
      '{ at: order-history-service.OrderCreated.before-commit, do: crash }',
      'a consumer without an inbox, which has no transaction has no seam before-commit',
    ],
    [
      '{ at: customer-service.OrderCreated.after-commit, do: drop }',
      '"drop" makes no sense at after-commit of a consumer with an inbox; possible are crash, delay, fail',
    ],
    [
      '{ at: order-service.POST /orders.before-handle, do: duplicate }',
      'makes no sense at before-handle of a request',
    ],
  ])('%s', (fault, message) => {
    expect(complaint(fault)).toContain(message);
  });

  test.each([
    'customer-service.customer-service-orders.before-handle, do: duplicate',
    'order-history-service.OrderCreated.after-handle, do: fail, when: times(2)',
    'relay.OrderApproved.after-publish, do: duplicate',
  ])('but not %s', (fault) => {
    expect(complaint(`{ at: ${fault} }`)).toBe('');
  });
});

describe('a run', () => {
  const fault = '{ at: relay.order-db.after-commit, do: delay(1ms), when: prob(0.5) }';
  const name = 'fault relay.order-db.after-commit: delay(1ms) prob(0.5)';

  test('tells each process its faults, with the seed, and disarms it', async () => {
    const { lab } = await run({ text: withFault(fault) });
    expect(lab.driven.at(0)).toBe('arm relay');
    expect(lab.driven.at(-1)).toBe('disarm relay');
    expect(lab.armings).toEqual([
      {
        id: expect.any(String),
        seed: 7,
        faults: [
          {
            at: 'relay.order-db.after-commit',
            handler: 'order-db',
            seam: 'after-commit',
            do: { kind: 'delay', ms: 1 },
            when: { kind: 'prob', probability: 0.5 },
          },
        ],
      },
    ]);
  });

  test('proves nothing when a declared fault did not strike', async () => {
    const { report } = await run({ text: withFault(fault) });
    expect(report.verdict).toBe('inconclusive');
    expect(expectationOf(report, name)).toMatchObject({
      verdict: 'inconclusive',
      error: 'it did not strike: nothing reached its seam, or not so often',
    });
  });

  test('passes when it did', async () => {
    let played: PlayedLab | undefined;
    const faults: FaultControl = {
      arm(process, { id }) {
        const line = { event: 'fault', at: 1, service: process, arming: id, index: 0 } as const;
        const point = 'relay.order-db.after-commit';
        played?.told.line(process, { ...line, point, do: 'delay', call: 1, correlation: null });
        return Promise.resolve();
      },
      disarm: () => Promise.resolve(),
    };
    const { report } = await run({
      text: withFault(fault),
      overrides: { faults },
      prepare: (lab) => {
        played = lab;
      },
    });
    expect(expectationOf(report, name)?.verdict).toBe('pass');
    expect(report.verdict).toBe('pass');
  });

  test('takes no step when the faults cannot be armed', async () => {
    const faults = {
      arm: () => Promise.reject(new Error('relay has not taken its faults')),
      disarm: () => Promise.resolve(),
    };
    const { report, lab } = await run({ text: withFault(fault), overrides: { faults } });
    expect(report).toMatchObject({ verdict: 'inconclusive', steps: [] });
    expect(expectationOf(report, 'the faults are armed')?.error).toBe('relay has not taken its faults');
    expect(lab.requests).toEqual([]);
  });
});

const looking = (hop: string) => run({ text: `${story}  - hops: [${hop}]\n` });

test('hops are expected by kind, type, service and how often', async () => {
  const twice = await looking('{ kind: handled, type: OrderCreated, count: 2 }');
  expect(expectationOf(twice.report, 'hops 2 x handled OrderCreated')?.verdict).toBe('pass');
  const none = await looking('{ kind: duplicate, service: customer-service }');
  expect(expectationOf(none.report, 'hops duplicate by customer-service')).toMatchObject({
    verdict: 'fail',
    error: 'no hop with kind duplicate, service customer-service',
  });
});
