import { commandMessage } from '../commands/command-message.ts';
import { enterHere, faults } from '../faults/seam.ts';
import { currentCause, runCausedBy } from '../message/cause.ts';
import type { Message } from '../message/message.ts';
import { namesOf, undoOf } from '../message/saga-step.ts';
import { insertMessages } from '../outbox/insert-messages.ts';
import type { Transaction } from '../postgres/transaction.ts';
import type { SagaDefinition } from './definition.ts';
import type { SagaInstance } from './instance.ts';
import { interpretInTime } from './interpret-in-time.ts';
import { replyChannelOf } from './reply-channel.ts';
import { StepRefused } from './step-refused.ts';
import type { SagaEvent, Todo } from './transition.ts';

/**
 * Moves a saga on: its local work is done and the commands that follow are sent, in the caller's transaction, which has to
 * store the instance that this resolves with. `nowMs`: by the database's clock, as due times are; without it the database is asked
 * where the time is needed. An error of local work that is no StepRefused is the caller's.
 */
export async function carryOut<Data>(
  tx: Transaction,
  definition: SagaDefinition<Data>,
  before: SagaInstance<Data>,
  event: SagaEvent<Data>,
  nowMs?: number,
): Promise<SagaInstance<Data>> {
  const clock = { nowMs };
  const commands: Message[] = [];
  let { instance, todo: waiting } = await interpretInTime(tx, clock, definition, before, event);
  while (waiting.length > 0) {
    const [next, ...rest] = waiting;
    waiting = rest;
    if (next?.kind === 'send') commands.push(toCommand(definition, instance, next));
    if (next?.kind !== 'local') continue;
    // One after another, as each gets the data that the one before has left.
    const worked = await work(tx, definition, instance, next);
    const after = await interpretInTime(tx, clock, definition, instance, worked);
    instance = after.instance;
    waiting = [...rest, ...after.todo];
  }
  if (commands.length > 0) await insertMessages(tx, commands);
  return instance;
}

type Sending = Extract<Todo<unknown>, { kind: 'send' }>;

function toCommand<Data>({ type }: SagaDefinition<Data>, { id }: SagaInstance<Data>, todo: Sending): Message {
  const { request, step, channel, command, payload, resource, because } = todo;
  const saga = { type, id, step };
  const outgoing = { channel, type: command, payload, resource, replyTo: replyChannelOf(type), saga };
  const make = () => commandMessage(outgoing, request);
  const cause = currentCause();
  return cause && because !== undefined ? runCausedBy({ ...cause, causationId: because }, make) : make();
}

async function work<Data>(
  tx: Transaction,
  { type }: SagaDefinition<Data>,
  { id, data, compensating }: SagaInstance<Data>,
  { step, run }: Extract<Todo<Data>, { kind: 'local' }>,
): Promise<SagaEvent<Data>> {
  if (faults.armed) await enterHere(namesOf({ sagaType: type, step: compensating ? undoOf(step) : step }));
  try {
    return { kind: 'worked', step, data: (await run(data, { sagaId: id, tx })) ?? undefined };
  } catch (error) {
    if (error instanceof StepRefused) return { kind: 'refused', step };
    throw error;
  }
}
