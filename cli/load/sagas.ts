import { newMessageId, stringifyJson } from '../../services/tram/index.ts';
import { StackError } from '../lib/errors.ts';
import type { Asking } from '../scenario/current-run.ts';
import { callOf, prepare, send, takeCaptures, unexpected } from '../scenario/exchange.ts';
import { httpClient } from '../scenario/http.ts';
import { poll } from '../scenario/poll.ts';
import { fill, fillText } from '../scenario/variables.ts';
import type { LoadRequest, LoadStory } from './load-schema.ts';
import type { Random } from './random.ts';

export interface SagasOptions {
  readonly story: LoadStory;
  /** Base URL by service name. */
  readonly services: Readonly<Record<string, string>>;
  /** Draws from the story's mix, and among what is shared; without it there is no mix, and sagas share in turn. */
  readonly random?: Random;
  readonly requestLimitMs: number;
  /** Called with every body before it is sent. */
  readonly onBody?: (json: unknown) => void;
  readonly signal: AbortSignal;
}

/** Begins sagas as a load file says. */
export interface Sagas {
  /** Makes what sagas share once more. Rejects when a request is not answered as it should be. */
  share(): Promise<void>;
  /** Prepares and begins one. Rejects as `share`: whether it has begun is then not known. */
  begin(): Promise<Begun>;
  /** Resolves when all that follows from the saga is done, as far as the story says what that is. */
  after(saga: Begun): Promise<void>;
  close(): Promise<void>;
}

export interface Begun {
  /** Of its instance. */
  readonly key: string;
  /** `performance.now()` before the request that began it. */
  readonly at: number;
  readonly variables: Map<string, unknown>;
}

export function sagasOf({ story, services, random, requestLimitMs, onBody, signal }: SagasOptions): Sagas {
  const client = httpClient();
  const ports = { http: client.http, services, newId: newMessageId, signal };
  const sets: ReadonlyMap<string, unknown>[] = [];
  let begun = 0;

  function asking(
    { vars, mix }: Pick<LoadStory, 'vars' | 'mix'>,
    known: ReadonlyMap<string, unknown> = new Map(),
  ): Asking {
    const variables = new Map(known);
    for (const [name, value] of Object.entries(vars)) {
      const [first, ...rest] = mix[name] ?? [];
      const drawn = random && first !== undefined ? random.pick([first, ...rest]) : value;
      variables.set(name, fill(drawn, variables));
    }
    return { ports, variables, deadline: signal };
  }

  async function ask(run: Asking, step: LoadRequest): Promise<number> {
    const call = callOf(step);
    const prepared = prepare(run, call);
    onBody?.(prepared.body);
    const at = performance.now();
    const answer = await send(run, prepared, requestLimitMs);
    const why =
      unexpected(answer, { status: step.status }, run) ?? takeCaptures(run, step.capture, answer.body);
    if (why !== undefined)
      throw new StackError(`${call.method} ${call.target}: ${why}: ${stringifyJson(answer.body)}`);
    return at;
  }

  return {
    async share() {
      if (!story.shared) return;
      const run = asking(story.shared);
      for (const step of story.shared.steps) await ask(run, step);
      sets.push(run.variables);
    },
    async begin() {
      const set = sets[random ? random.below(sets.length) : begun % sets.length];
      begun += 1;
      const run = asking(story, set);
      for (const step of story.prepare) await ask(run, step);
      const at = await ask(run, story.start);
      return { key: fillText(story.key, run.variables), at, variables: run.variables };
    },
    async after({ variables }) {
      if (!story.after) return;
      const { verdict, error } = await poll({ ports, variables, deadline: signal }, story.after, afterMs);
      if (verdict !== 'pass') throw new StackError(`GET ${story.after.get}: ${error}`);
    },
    close: () => client.close(),
  };
}

const afterMs = 30_000;
