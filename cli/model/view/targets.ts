import type { OutboxRow, Transaction } from '../indexes/transaction.ts';
import { topicAndType, type Projection, type Roles, type ViewRole } from '../roles.ts';
import { parsePayload } from './payload.ts';
import { renderText, type EventValues } from './template.ts';

/** By `targetName`: the events that are meant for a document, in commit order of each database. */
export type Targets = Map<string, ViewEvent[]>;

export interface ViewEvent {
  readonly view: ViewRole;
  readonly document: string;
  readonly rule: Projection;
  readonly row: OutboxRow;
}

export function createTargets(): Targets {
  return new Map();
}

export function targetName(view: string, document: string): string {
  return `${view}\0${document}`;
}

export function foldTargets(targets: Targets, roles: Roles, { outbox }: Transaction): void {
  for (const row of outbox)
    for (const event of viewEventsOf(roles, row)) {
      const name = targetName(event.view.name, event.document);
      const events = targets.get(name);
      if (events) events.push(event);
      else targets.set(name, [event]);
    }
}

/** The documents that an event is meant for, by the folds of the system file. */
export function viewEventsOf({ projections }: Roles, row: OutboxRow): ViewEvent[] {
  const { topic, type } = row.envelope;
  const roles = projections.get(topicAndType(topic, type));
  if (!roles) return [];
  const values = valuesOf(row);
  return roles.map(({ view, rule }) => ({ view, rule, row, document: renderText(rule.document, values) }));
}

export function valuesOf({ envelope, payload }: OutboxRow): EventValues {
  return { aggregateId: envelope.aggregateId, payload: parsePayload(payload) };
}
