import { randomUUID } from 'node:crypto';
import { encodeRecordValue, header, isMessageId, stringifyJson } from '../../../services/tram/index.ts';
import { toError } from '../../lib/errors.ts';
import { epochMs } from '../../lib/epoch.ts';
import type { CurrentRun } from '../current-run.ts';
import type { RecordToPut } from '../ports.ts';
import type { Publish } from '../step-schema.ts';
import { fill, fillText } from '../variables.ts';
import type { StepOutcome } from './perform.ts';
import { isRouted, routedHeaders } from './routed-headers.ts';

/** Puts a record on a topic, as no relay would: what the system makes of it is the story. */
export async function publishStep(run: CurrentRun, publish: Publish): Promise<StepOutcome> {
  try {
    return { verdict: 'pass', put: await run.ports.stack.put(recordOf(run, publish)) };
  } catch (thrown) {
    run.ports.signal.throwIfAborted();
    return { verdict: 'inconclusive', error: `the record cannot be published: ${toError(thrown).message}` };
  }
}

function recordOf(
  run: CurrentRun,
  { topic, key, partition, event, command, reply, json, value, headers }: Publish,
): RecordToPut {
  const filled = {
    topic,
    partition,
    key: fillText(String(key), run.variables),
    headers: fill(headers, run.variables),
  };
  if (value !== undefined) return { ...filled, value: fillText(value, run.variables) };
  const payload = stringifyJson(fill(json, run.variables));
  if (event !== undefined && isRouted(run.ports.world.system, topic)) {
    const id = randomUUID();
    run.correlations.push(id);
    return { ...filled, headers: { ...routedHeaders(id, event), ...filled.headers }, value: payload };
  }
  const typed = typeHeaders(filled, { event, command, reply });
  if (typed === undefined) return { ...filled, value: payload };
  return { ...filled, headers: {}, value: messageOf(run, filled, typed, payload) };
}

type Headers = Readonly<Record<string, string>>;

/** What says the type of a message; undefined for a record that is none. */
function typeHeaders(
  { topic, key }: Pick<RecordToPut, 'topic' | 'key'>,
  { event, command, reply }: Pick<Publish, 'event' | 'command' | 'reply'>,
): Headers | undefined {
  if (event !== undefined)
    return { [header.eventType]: event, [header.aggregateType]: topic, [header.aggregateId]: key };
  if (command !== undefined) return { [header.commandType]: command, [header.commandDestination]: topic };
  return reply === undefined ? undefined : { [header.replyType]: reply, [header.replyOutcome]: 'SUCCESS' };
}

/** A message in the form of Eventuate Tram, the root of a chain of its own. */
function messageOf(
  run: CurrentRun,
  { topic, key, headers }: Pick<RecordToPut, 'topic' | 'key' | 'headers'>,
  typed: Headers,
  payload: string,
): string {
  const id = run.ports.newId();
  const all: Headers = {
    [header.id]: id,
    [header.partitionId]: key,
    [header.destination]: topic,
    [header.date]: new Date(epochMs()).toUTCString(),
    ...typed,
    [header.correlationId]: id,
    ...headers,
  };
  run.correlations.push(all[header.correlationId] ?? id);
  if (!isMessageId(id)) throw new TypeError(`"${id}" is no message id`);
  return encodeRecordValue({ id, destination: topic, headers: all, payload });
}
