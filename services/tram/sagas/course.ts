import { undoOf } from '../message/saga-step.ts';
import { awaitedBy } from './awaited.ts';
import type { SagaDefinition, SagaEnd, Step } from './definition.ts';
import type { SagaInstance, StepStatus, Tries } from './instance.ts';
import { stepNamed, stepsOf } from './steps-of.ts';
import type { Surroundings, Todo, Transition } from './transition.ts';
import { dueAgain, locally, untried, withoutRequest, withRequest } from './tries.ts';

/** An instance on its way: forward step by step, or back through the compensations. */
export class Course<Data> {
  readonly #definition: SagaDefinition<Data>;
  readonly #before: SagaInstance<Data>;
  readonly #world: Surroundings;
  readonly #todo: Todo<Data>[] = [];
  readonly #steps: Map<string, StepStatus>;
  readonly #tries: Map<string, Tries>;
  #data: Data;
  #position: number;
  #compensating: boolean;
  #end: SagaEnd | undefined;
  #because: Tries['last'];
  #lastRequest: Tries['last'];

  constructor(definition: SagaDefinition<Data>, instance: SagaInstance<Data>, world: Surroundings) {
    this.#definition = definition;
    this.#before = instance;
    this.#world = world;
    this.#steps = new Map(Object.entries(instance.steps));
    this.#tries = new Map(Object.entries(instance.tries));
    this.#data = instance.data;
    this.#position = instance.position;
    this.#compensating = instance.compensating;
    this.#end = instance.end;
    this.#lastRequest = instance.lastRequest;
  }

  transition(): Transition<Data> {
    const instance = {
      id: this.#before.id,
      data: this.#data,
      position: this.#position,
      compensating: this.#compensating,
      end: this.#end,
      lastRequest: this.#lastRequest,
      steps: Object.fromEntries(this.#steps),
      tries: Object.fromEntries(this.#tries),
    };
    return { instance, todo: this.#todo };
  }

  enter(position: number): void {
    this.#position = position;
    const group = this.#definition.steps[position];
    if (!group) return this.#finish('COMPLETED');
    for (const step of stepsOf(group)) {
      if (step.when?.(this.#data) === false) this.#steps.set(step.name, 'skipped');
      else if (!step.action) this.#steps.set(step.name, 'done');
      else this.#begin(step, 'sent');
    }
    this.#goOnWhenSettled();
  }

  replied(request: string, type: string, payload: unknown): void {
    const awaited = awaitedBy(this.#definition, this.#before, request);
    const reply = awaited?.work.replies[type];
    if (!awaited || !reply) return;
    const { step, work } = awaited;
    const said = () => work.onReply[type]?.(this.#data, payload as never);
    if (reply.outcome === 'SUCCESS') return this.succeeded(step, said());
    this.#forget(step, request);
    // Else a later try is under way, and its answer decides.
    if (this.#tries.get(step)?.last !== request) return;
    this.#data = said() ?? this.#data;
    this.refused(step);
  }

  succeeded(name: string, data: Data | undefined): void {
    if (data !== undefined) this.#data = data;
    this.#tries.delete(name);
    this.#steps.set(name, this.#compensating ? 'undone' : 'done');
    this.#goOnWhenSettled();
  }

  refused(name: string): void {
    const step = stepNamed(this.#definition, name);
    if (this.#compensating || step.kind === 'retriable') return this.#waitToTryAgain(step);
    // An earlier try was never answered, though commands of a saga are handled in order: it is undone to be sure.
    const unanswered = this.#tries.get(name)?.requests.length ?? 0;
    this.#giveUp(step, unanswered > 0 ? 'timed-out' : 'refused');
  }

  lookAtTheClock(): void {
    for (const [name, { due, last }] of this.#tries) {
      if (!due || due.atMs > this.#world.nowMs) continue;
      this.#because = last;
      const step = stepNamed(this.#definition, name);
      if (due.what === 'again') this.#try(step);
      else this.#outOfTime(step);
      if (this.#end !== undefined) return;
    }
  }

  #outOfTime(step: Step<Data>): void {
    // There is no other way out of a compensation than that it succeeds.
    const then = this.#compensating ? 'retry' : step.timeout?.then;
    if (then === 'fail') {
      this.#steps.set(step.name, 'timed-out');
      this.#finish('FAILED');
    } else if (then === 'compensate') this.#giveUp(step, 'timed-out');
    else this.#try(step);
  }

  #giveUp({ name }: Step<Data>, status: 'refused' | 'timed-out'): void {
    this.#tries.delete(name);
    this.#steps.set(name, status);
    this.#goOnWhenSettled();
  }

  /** A group goes on when all of it has been answered, also when one of it was refused long ago: the others may be done. */
  #goOnWhenSettled(): void {
    if (this.#tries.size > 0) return;
    const group = this.#definition.steps[this.#position];
    const stopped =
      group !== undefined &&
      stepsOf(group).some(({ name }) => ['refused', 'timed-out'].includes(this.#steps.get(name) ?? ''));
    if (this.#compensating) this.#undo(this.#position - 1);
    else if (stopped) this.#undo(this.#position);
    else this.enter(this.#position + 1);
  }

  #undo(position: number): void {
    this.#compensating = true;
    this.#position = position;
    const group = this.#definition.steps[position];
    if (!group) return this.#finish('COMPENSATED');
    for (const step of [...stepsOf(group)].reverse()) {
      const status = this.#steps.get(step.name);
      if (step.compensation && (status === 'done' || status === 'timed-out')) this.#begin(step, 'undoing');
    }
    this.#goOnWhenSettled();
  }

  #finish(end: SagaEnd): void {
    this.#end = end;
    this.#tries.clear();
    if (end === 'FAILED') this.#todo.length = 0;
  }

  #begin(step: Step<Data>, status: 'sent' | 'undoing'): void {
    this.#steps.set(step.name, status);
    this.#tries.set(step.name, untried);
    this.#try(step);
  }

  #try(step: Step<Data>): void {
    const { name, action, compensation } = step;
    const work = this.#compensating ? compensation : action;
    const before = this.#tries.get(name);
    if (!work || !before) return;
    if (work.kind === 'local') {
      this.#tries.set(name, locally(before));
      this.#todo.push({ kind: 'local', step: name, run: work.run });
      return;
    }
    const request = this.#world.newId(this.#lastRequest);
    this.#lastRequest = request;
    this.#tries.set(name, withRequest(step, before, request, this.#world));
    const { id } = this.#before;
    this.#todo.push({
      kind: 'send',
      request,
      step: this.#compensating ? undoOf(name) : name,
      channel: work.channel,
      command: work.command,
      payload: work.payload(this.#data, id),
      resource: work.resource?.(this.#data, id),
      because: this.#because,
    });
  }

  #waitToTryAgain(step: Step<Data>): void {
    const tries = this.#tries.get(step.name);
    if (tries) this.#tries.set(step.name, dueAgain(step, tries, this.#world));
  }

  #forget(name: string, request: string): void {
    const tries = this.#tries.get(name);
    if (tries) this.#tries.set(name, withoutRequest(tries, request));
  }
}
