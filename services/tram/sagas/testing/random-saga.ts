import fc from 'fast-check';
import * as z from 'zod';
import { defineCommands } from '../../commands/definitions.ts';
import { defineReplies, failure, success } from '../../commands/reply.ts';
import { type AfterTimeout, type SagaDefinition, sagaOf, type SagaStep, type Step } from '../definition.ts';

const commands = defineCommands('anywhere', { Act: z.object({}), Undo: z.object({}) });
const replies = defineReplies({ Yes: success(z.object({})), No: failure(z.object({})) });
export const yes = { type: 'Yes', payload: {} };
export const no = { type: 'No', payload: {} };

const { step, pivot, retriable, parallel, local, command } = sagaOf<object>();

const workArb = (type: 'Act' | 'Undo') =>
  fc.constantFrom(
    local(async () => undefined),
    command(commands, type, { payload: () => ({}), replies }),
  );

type Shape = Omit<Step<object>, 'name' | 'kind'>;

/** `thens`: what may follow from its time limit. */
function shapeArb(compensations: 'some' | 'none', thens: readonly AfterTimeout[]): fc.Arbitrary<Shape> {
  return fc
    .record({
      action: workArb('Act'),
      compensation:
        compensations === 'some' ? fc.option(workArb('Undo'), { nil: undefined }) : fc.constant(undefined),
      hasAction: fc.boolean(),
      wanted: fc.integer({ min: 0, max: 4 }),
      then: fc.option(fc.constantFrom(...thens), { nil: undefined }),
    })
    .map(({ action, compensation, hasAction, wanted, then }) => {
      const acts = hasAction || compensation === undefined;
      const waits = (acts && action.kind === 'participant') || compensation?.kind === 'participant';
      const limited = waits && then !== undefined && !(then === 'compensate' && compensation === undefined);
      return {
        ...(acts && { action }),
        ...(compensation && { compensation }),
        ...(wanted === 0 && { when: () => false }),
        ...(limited && { timeout: { afterMs: 100, then } }),
        backoff: { firstMs: 10, maxMs: 40 },
      };
    });
}

type Make = (name: string, shape: Shape) => Step<object>;

/** A step, or some in parallel; names come later. */
function groupArb(make: Make, shape: fc.Arbitrary<Shape>): fc.Arbitrary<(name: string) => SagaStep<object>> {
  return fc.oneof(
    shape.map((each) => (name: string) => make(name, each)),
    fc.array(shape, { minLength: 1, maxLength: 3 }).map(
      (shapes) => (name: string) =>
        parallel(
          name,
          shapes.map((each, index) => make(`${name}-${index}`, each)),
        ),
    ),
  );
}

/** Any definition that makes sense, of up to eight steps and groups. */
export const definitionArb: fc.Arbitrary<SagaDefinition<object>> = fc
  .record({
    before: fc.array(groupArb(step, shapeArb('some', ['compensate', 'retry', 'fail'])), { maxLength: 4 }),
    pivot: shapeArb('none', ['retry', 'fail']),
    after: fc.array(groupArb(retriable, shapeArb('none', ['retry'])), { maxLength: 3 }),
  })
  .map(({ before, pivot: turning, after }) => ({
    type: 'RandomSaga',
    data: z.object({}),
    steps: [
      ...before.map((make, index) => make(`b${index}`)),
      pivot('pivot', turning),
      ...after.map((make, index) => make(`a${index}`)),
    ],
  }));
