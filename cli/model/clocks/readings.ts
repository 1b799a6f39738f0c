import type { Exchange } from '../indexes/exchanges.ts';
import type { Application, Delivery, Publication, TopicRecord } from '../indexes/message-story.ts';
import type { Transaction } from '../indexes/transaction.ts';
import type { Reading } from './differences.ts';

/** The clock of the lab itself, by which it says when it saw something. */
export const labClock = 'lab';

/** Processes read a clock that runs on between two looks at the wall clock, and keeps within this of it (tram's wall-clock). */
const keptWithinMs = 1;
/** Brokers and document stores tell whole milliseconds, cut off. */
const wholeMs = 1;
/** AMQP's timestamps are whole seconds. */
const wholeSecondMs = 1_000;
/** PostgreSQL tells microseconds, which a number of epoch milliseconds keeps to a third of one. */
const microsecondsMs = 0.001;

export function labAt(ms: number): Reading {
  return { clock: labClock, fromMs: ms - keptWithinMs, toMs: ms + keptWithinMs };
}

function processAt(process: string, ms: number): Reading {
  return { clock: process, fromMs: ms - keptWithinMs, toMs: ms + keptWithinMs };
}

/** When the record of the commit was made; undefined where the probe polls. */
export function committed({ database, at: { sourceMs } }: Transaction): Reading | undefined {
  if (sourceMs === undefined) return undefined;
  return { clock: database, fromMs: sourceMs - microsecondsMs, toMs: sourceMs + microsecondsMs };
}

/** When the service began to handle a request. */
export function began({ line }: Exchange): Reading | undefined {
  return line?.at.sourceMs === undefined ? undefined : processAt(line.service, line.at.sourceMs);
}

/** When the relay gave the message to the broker, and when that had confirmed it. */
export function handedOver({ process, line }: Publication): Reading {
  return processAt(process, line.at - line.ms);
}

export function confirmed({ process, line }: Publication): Reading {
  return processAt(process, line.at);
}

/** When a consumer took a record up: a line says when it was done and how long that took. */
export function takenUp({ process, line }: Delivery): Reading {
  return processAt(process, line.event === 'handled' ? line.at - line.ms : line.at);
}

export function done({ process, line }: Delivery): Reading {
  return processAt(process, line.at);
}

/**
 * What a record's own time says: by the clock of the broker, or of whoever sends to the topic, as the broker is told to.
 * So it is a clock of its own, and nothing is known to be before it but what a relay tells of this very record.
 */
export function stamped({ topic, routing, at: { sourceMs } }: TopicRecord): Reading | undefined {
  if (sourceMs === undefined || sourceMs <= 0) return undefined;
  const within = sourceMs % wholeSecondMs === 0 ? wholeSecondMs : wholeMs;
  return { clock: `records of ${routing?.exchange ?? topic}`, fromMs: sourceMs, toMs: sourceMs + within };
}

/** When the document store made the change; undefined where it does not say. */
export function applied({ database, at: { sourceMs } }: Application): Reading | undefined {
  return sourceMs === undefined ? undefined : { clock: database, fromMs: sourceMs, toMs: sourceMs + wholeMs };
}
