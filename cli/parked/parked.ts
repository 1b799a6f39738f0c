import { StackError, toError, UsageError } from '../lib/errors.ts';
import type { Lab } from '../stack/lab.ts';
import { thereIsNo } from '../systems/nearest.ts';
import type { System } from '../systems/system.ts';
import { deadLetterQueues, dropDeadLetters, listDeadLetters } from './dead-letters.ts';
import { openMongoStore } from './mongo-store.ts';
import type { ParkedFilter, ParkedMessage, ParkedStore } from './parked-message.ts';
import { openSqlStore } from './sql-store.ts';

export interface ParkedQuery extends ParkedFilter {
  readonly consumer?: string | undefined;
}

interface ConsumerPlace {
  readonly consumer: string;
  readonly database: string;
  readonly kind: 'postgres' | 'mongodb';
}

/** What is parked in a lab, consumer by consumer. @throws UsageError for a consumer that is not there, StackError */
export async function parkedMessages(
  lab: Lab,
  systems: readonly System[],
  { consumer, ...filter }: ParkedQuery,
): Promise<readonly ParkedMessage[]> {
  const queues = deadLettersOf(lab, systems, consumer);
  const found: ParkedMessage[] = [];
  for (const place of queues.length > 0 ? placesIn(systems, consumer) : chosen(systems, consumer))
    found.push(...(await withStore(lab, place, (store) => store.list(place.consumer, filter))));
  if (queues.length > 0) found.push(...(await listDeadLetters(lab.broker, queues, filter)));
  return found;
}

/** Deletes them, and handles none. */
export async function dropParked(
  lab: Lab,
  systems: readonly System[],
  messages: readonly ParkedMessage[],
): Promise<void> {
  const letters = messages.filter(({ queue }) => queue !== undefined);
  if (letters.length > 0) await dropDeadLetters(lab.broker, deadLetterQueues(systems, undefined), letters);
  for (const message of messages.filter(({ queue }) => queue === undefined))
    for (const place of chosen(systems, message.consumer))
      await withStore(lab, place, (store) => store.drop(message));
}

/** Name of the service that runs the consumer. */
export function serviceOf(systems: readonly System[], consumer: string): string {
  return systems.map(({ consumers }) => consumers[consumer]?.service).find(Boolean) ?? '';
}

/** Only RabbitMQ has any. */
function deadLettersOf(lab: Lab, systems: readonly System[], consumer: string | undefined) {
  return lab.brokerKind === 'rabbitmq' ? deadLetterQueues(systems, consumer) : [];
}

function placesIn(systems: readonly System[], consumer: string | undefined): readonly ConsumerPlace[] {
  return systems.flatMap(placesOf).filter((place) => consumer === undefined || place.consumer === consumer);
}

function chosen(systems: readonly System[], consumer: string | undefined): readonly ConsumerPlace[] {
  const found = placesIn(systems, consumer);
  if (consumer === undefined || found.length > 0) return found;
  const places = systems.flatMap(placesOf);
  const service = serviceOf(systems, consumer);
  if (systems.some(({ services }) => services[service]?.lines === false))
    throw new UsageError(
      `${consumer} is a consumer of ${service}, which is not built on tram (lines: false): what it sets aside, and where, saga-lab does not know`,
    );
  throw new UsageError(
    thereIsNo(
      'consumer',
      consumer,
      places.map((each) => each.consumer),
    ),
  );
}

/** A consumer parks where its inbox is, else beside its views. */
function placesOf({ consumers, services, views, databases }: System): ConsumerPlace[] {
  return Object.entries(consumers).flatMap(([consumer, { service, inbox, views: kept }]) => {
    // Whoever is not built on tram parks in no table of tram's.
    if (services[service]?.lines === false) return [];
    const database = inbox ?? kept.map((view) => views[view]?.database).find(Boolean);
    const kind = databases[database ?? '']?.kind;
    return database === undefined || kind === undefined ? [] : [{ consumer, database, kind }];
  });
}

async function withStore<T>(
  lab: Lab,
  { database, kind }: ConsumerPlace,
  work: (store: ParkedStore) => Promise<T>,
): Promise<T> {
  const url = lab.databases[database] ?? '';
  let store: ParkedStore | undefined;
  try {
    store = await (kind === 'postgres' ? openSqlStore(url) : openMongoStore(url));
    return await work(store);
  } catch (thrown) {
    throw new StackError(
      `${database} cannot be read: ${toError(thrown).message}. Does it run? saga-lab status`,
      {
        cause: thrown,
      },
    );
  } finally {
    await store?.close();
  }
}
