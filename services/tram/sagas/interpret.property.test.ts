import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newMessageId } from '../message/message-id.ts';
import { checkDefinition } from './check-definition.ts';
import type { SagaDefinition } from './definition.ts';
import { dueAtMs } from './instance.ts';
import { stepNamed, stepsOf } from './steps-of.ts';
import { Play } from './testing/play.ts';
import { definitionArb, no, yes } from './testing/random-saga.ts';

/** What the world does next: any command that was ever sent is answered, whether or not that is awaited, or time passes. */
const happeningArb = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), which: fc.nat(), says: fc.constantFrom(yes, yes, no) }),
  fc.record({ kind: fc.constant('latest' as const), says: fc.constantFrom(yes, yes, no) }),
  fc.record({ kind: fc.constant('time' as const), ms: fc.integer({ min: 0, max: 150 }) }),
  fc.record({ kind: fc.constant('foreign' as const), says: fc.constantFrom(yes, no) }),
);
type Happening = typeof happeningArb extends fc.Arbitrary<infer T> ? T : never;

const allSteps = (definition: SagaDefinition<object>) => definition.steps.flatMap(stepsOf);

/** A random history, and in a notebook of its own what may have been done by participants on the way forward. */
class History {
  readonly play: Play<object>;
  readonly maybeDone = new Set<string>();
  readonly #definition: SagaDefinition<object>;

  constructor(definition: SagaDefinition<object>, localRefusals: readonly number[]) {
    this.#definition = definition;
    this.play = new Play(definition, {});
    for (const [index, { name }] of allSteps(definition).entries())
      this.play.refuseLocal(name, localRefusals[index] ?? 0);
    this.play.start();
  }

  happens(happening: Happening): void {
    const { play } = this;
    const { commands } = play;
    switch (happening.kind) {
      case 'time':
        this.#noteTimeouts(play.nowMs + happening.ms);
        return void play.wait(happening.ms);
      case 'foreign':
        return void play.reply(newMessageId(), happening.says);
      case 'latest':
      case 'answer': {
        const index = happening.kind === 'latest' ? -1 : happening.which % (commands.length || 1);
        const sent = commands.at(index);
        if (!sent) return;
        this.#noteAnswer(sent.step, sent.request, happening.says === yes);
        play.reply(sent.request, happening.says);
      }
    }
  }

  /** Everybody answers, and time passes, until the saga ends. */
  drain(): void {
    for (let round = 0; this.play.instance.end === undefined; round += 1) {
      if (round > 200) throw new Error(`does not end: ${this.play.state}`);
      const [step] = this.play.asked;
      if (step !== undefined) this.happens({ kind: 'answer', which: this.#indexOf(step), says: yes });
      else this.happens({ kind: 'time', ms: (dueAtMs(this.play.instance) ?? NaN) - this.play.nowMs });
    }
  }

  #indexOf(step: string): number {
    const request = this.play.requestOf(step);
    return this.play.commands.findIndex((command) => command.request === request);
  }

  #noteAnswer(step: string, request: string, success: boolean): void {
    const { instance } = this.play;
    const tries = instance.tries[step];
    if (instance.compensating || !tries?.requests.some((each) => each === request)) return;
    // Refused, and an earlier command of the step was never answered: it is undone to be sure, where that is possible.
    const unsure = tries.last === request && tries.requests.length > 1 && step !== 'pivot';
    if (success || unsure) this.maybeDone.add(step);
  }

  #noteTimeouts(nowMs: number): void {
    const { tries, compensating } = this.play.instance;
    for (const [name, { due }] of Object.entries(tries)) {
      const struck = !compensating && due?.what === 'limit' && due.atMs <= nowMs;
      if (struck && stepNamed(this.#definition, name).timeout?.then === 'compensate')
        this.maybeDone.add(name);
    }
  }
}

const historyArb = fc.record({
  definition: definitionArb,
  happenings: fc.array(happeningArb, { maxLength: 40 }),
  localRefusals: fc.array(fc.constantFrom(0, 0, 0, 1, 2), { minLength: 12, maxLength: 12 }),
});

function lived({
  definition,
  happenings,
  localRefusals,
}: typeof historyArb extends fc.Arbitrary<infer T> ? T : never) {
  checkDefinition(definition);
  const history = new History(definition, localRefusals);
  for (const happening of happenings) history.happens(happening);
  history.drain();
  const { play } = history;
  const group = (name: string) =>
    definition.steps.findIndex((each) => stepsOf(each).some((step) => step.name === name));
  // What was done without being asked of anybody: local work, and what was done before the saga began.
  const reached = Object.keys(play.instance.steps);
  const withoutAction = allSteps(definition).filter(
    ({ name, action, when }) => !action && !when && reached.includes(name),
  );
  const done = new Set([...history.maybeDone, ...play.locals, ...withoutAction.map(({ name }) => name)]);
  return { play, definition, group, done };
}

const runs = { numRuns: 2_000 };

it('every saga ends, whatever is answered, twice, late, in any order, or not in time', () => {
  fc.assert(
    fc.property(historyArb, (given) => {
      const { play } = lived(given);
      expect(['COMPLETED', 'COMPENSATED', 'FAILED']).toContain(play.instance.end);
      expect(play.instance.tries).toEqual({});
    }),
    runs,
  );
});

it('compensations are those of the steps that were done, or may have been, in reverse, each until it succeeds', () => {
  fc.assert(
    fc.property(historyArb, (given) => {
      const { play, definition, group, done } = lived(given);
      if (play.instance.end === 'COMPENSATED') {
        const owed = allSteps(definition).filter(({ name, compensation }) => compensation && done.has(name));
        expect([...play.undone].sort()).toEqual(owed.map(({ name }) => name).sort());
        for (const name of play.undone) expect(play.instance.steps[name]).toBe('undone');
      }
      const order = play.undone.map(group);
      expect(order).toEqual([...order].sort((one, other) => other - one));
    }),
    runs,
  );
});

it('once the pivot is done nothing is undone; nothing before it is asked for again, unless its time limit says so', () => {
  fc.assert(
    fc.property(historyArb, (given) => {
      const { play, definition, done } = lived(given);
      if (done.has('pivot')) expect([play.instance.end, play.undone]).toEqual(['COMPLETED', []]);
      if (play.instance.end === 'COMPLETED') expect(play.undone).toEqual([]);
      for (const { name, kind, timeout } of allSteps(definition)) {
        if (kind === 'retriable' || timeout?.then === 'retry') continue;
        expect(play.sent.filter((each) => each === `${name}: Act`).length).toBeLessThanOrEqual(1);
      }
    }),
    runs,
  );
});

it('a saga fails only where a definition says so', () => {
  fc.assert(
    fc.property(historyArb, (given) => {
      const { play, definition } = lived(given);
      const mayFail = allSteps(definition).some(({ timeout }) => timeout?.then === 'fail');
      if (play.instance.end === 'FAILED') expect(mayFail).toBe(true);
    }),
    runs,
  );
});
