import type { MessageId } from '../../message/message-id.ts';
import type { SagaDefinition } from '../definition.ts';
import { newInstance, type SagaInstance } from '../instance.ts';
import { interpret } from '../interpret.ts';
import { stateText } from '../state-text.ts';
import type { SagaEvent, Todo } from '../transition.ts';

export interface Answer {
  readonly type: string;
  readonly payload: unknown;
}

type Sent = Extract<Todo<unknown>, { kind: 'send' }>;

/** A saga without the world: commands are noted, local work is done at once, and the test answers. */
export class Play<Data> {
  instance: SagaInstance<Data>;
  nowMs = 1_000_000;
  /** `<step>: <command>`, in the order in which they were sent. */
  readonly sent: string[] = [];
  /** Local work that was done, by step. */
  readonly locals: string[] = [];
  /** Steps that were undone, in the order in which that began. */
  readonly undone: string[] = [];
  readonly commands: Sent[] = [];
  readonly #definition: SagaDefinition<Data>;
  #lastId = 0;
  readonly #refusals = new Map<string, number>();

  constructor(definition: SagaDefinition<Data>, data: Data) {
    this.#definition = definition;
    this.instance = newInstance('s1', data);
  }

  get state(): string {
    return stateText(this.#definition, this.instance);
  }

  get compensating(): boolean {
    return this.instance.compensating;
  }

  /** Why the last command was sent. */
  get because(): MessageId | undefined {
    return this.commands.at(-1)?.because;
  }

  /** Steps whose answer is awaited. */
  get asked(): readonly string[] {
    return Object.entries(this.instance.tries).flatMap(([step, { due, requests }]) =>
      due?.what !== 'again' && requests.length > 0 ? [step] : [],
    );
  }

  /** The step's local work refuses so many times. */
  refuseLocal(step: string, times = 1): this {
    this.#refusals.set(step, times);
    return this;
  }

  start(): this {
    return this.#take({ kind: 'started' });
  }

  /** The participant answers the latest command of the step. */
  answer(step: string, answer: Answer): this {
    return this.reply(this.requestOf(step), answer);
  }

  reply(request: MessageId, { type, payload }: Answer): this {
    return this.#take({ kind: 'reply', request, type, payload });
  }

  /** Answers whatever is asked until nothing is, or until `answer` says nothing to any of it. */
  answerAll(answer: (step: string) => Answer | undefined): this {
    for (;;) {
      const next = this.asked.flatMap((step) => {
        const given = answer(step);
        return given ? [{ step, given }] : [];
      })[0];
      if (!next) return this;
      this.answer(next.step, next.given);
    }
  }

  wait(ms: number): this {
    this.nowMs += ms;
    return this.#take({ kind: 'time' });
  }

  requestOf(step: string): MessageId {
    const last = this.instance.tries[step]?.last;
    if (last === undefined) throw new Error(`${step} awaits nothing; ${this.asked.join(', ')} do`);
    return last;
  }

  payloadOf(step: string): unknown {
    return this.commands.find((command) => command.step === step)?.payload;
  }

  #take(event: SagaEvent<Data>): this {
    const newId = () => `m${(this.#lastId += 1)}` as MessageId;
    const surroundings = { nowMs: this.nowMs, newId };
    const { instance, todo } = interpret(this.#definition, this.instance, event, surroundings);
    this.instance = instance;
    for (const each of todo) {
      if (each.kind === 'send') this.#send(each);
    }
    for (const each of todo) {
      if (each.kind === 'local') this.#work(each.step);
    }
    return this;
  }

  #send(command: Sent): void {
    const { step } = command;
    this.commands.push(command);
    this.sent.push(`${step}: ${command.command}`);
    const [, undone] = /^undo (.*)$/.exec(step) ?? [];
    if (undone !== undefined && !this.undone.includes(undone)) this.undone.push(undone);
  }

  #work(step: string): void {
    const refusals = this.#refusals.get(step) ?? 0;
    this.#refusals.set(step, refusals - 1);
    if (refusals > 0) return void this.#take({ kind: 'refused', step });
    if (this.compensating) this.undone.push(step);
    else this.locals.push(step);
    this.#take({ kind: 'worked', step, data: undefined });
  }
}

/** The usual success. */
export function said({ compensating }: { readonly compensating: boolean }, step: string): Answer {
  const books = ['flight', 'hotel', 'car'].includes(step) && !compensating;
  return books ? { type: 'Booked', payload: { what: step } } : { type: 'Done', payload: {} };
}
