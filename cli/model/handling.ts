import type { Application, Delivery, Firing, MessageStory } from './indexes/message-story.ts';
import { topicOf, typeOf } from './indexes/message-story.ts';
import { listed } from './indexes/multimap.ts';
import { compareCoordinates } from './indexes/offset.ts';
import { causeKey, type Receipt, type Transaction } from './indexes/transaction.ts';
import type { Model } from './model.ts';
import { inCommitOrder, serviceOf } from './order.ts';
import { topicAndType, type HandlerRole } from './roles.ts';

/** All that was seen of one consumer's doings with one message. */
export interface Handling {
  readonly consumer: string;
  readonly service: string;
  /** What the system file says must follow; undefined when it does not know this consumer of the message. */
  readonly role: HandlerRole | undefined;
  /** In order of the records, then as written. */
  readonly deliveries: readonly Delivery[];
  readonly receipts: readonly Receipt[];
  /** What its transactions did. */
  readonly effects: readonly Transaction[];
  readonly applications: readonly Application[];
  /** What was injected into it. */
  readonly faults: readonly Firing[];
}

/** By consumer, in the order of the system file, then by name. */
export function handlingsOf(model: Model, story: MessageStory): Handling[] {
  const { roles } = model;
  const declared = roles.handlers.get(topicAndType(topicOf(story), typeOf(story))) ?? [];
  const names = new Set(declared.map(({ name }) => name));
  for (const { line } of story.deliveries) names.add(line.consumer);
  for (const { consumer } of story.receipts) names.add(consumer);
  for (const { line } of story.faults) if (line.consumer !== undefined) names.add(line.consumer);
  for (const { view } of story.applications) names.add(roles.keepers.get(view) ?? '');

  const unsigned = listed(model.transactions.effects, causeKey({ consumer: null, id: story.id }));
  return [...names]
    .map((name): Handling => {
      const role = declared.find((handler) => handler.name === name);
      const deliveries = story.deliveries.filter(({ line }) => line.consumer === name).sort(byRecord);
      const service = roles.consumers.get(name)?.service ?? deliveries[0]?.line.service ?? '';
      const signed = listed(model.transactions.effects, causeKey({ consumer: name, id: story.id }));
      // Without an inbox row only the headers of what was sent name the message; then its service has done it.
      const own = role ? unsigned.filter((effect) => serviceOf(model, effect) === service) : [];
      return {
        consumer: name,
        service,
        role,
        deliveries,
        receipts: story.receipts.filter(({ consumer }) => consumer === name),
        effects: inCommitOrder(model, [...signed, ...own]),
        faults: story.faults.filter(({ line }) => line.consumer === name),
        applications: story.applications.filter(({ view }) => roles.keepers.get(view) === name).sort(byView),
      };
    })
    .sort(
      (left, right) => orderOf(model, left) - orderOf(model, right) || byText(left.consumer, right.consumer),
    );
}

/** Whether anything proves that the consumer took it: a line, an inbox row, what followed. A duplicate proves an earlier time. */
export function isHandled({ deliveries, receipts, effects, applications }: Handling): boolean {
  return (
    receipts.length > 0 ||
    effects.length > 0 ||
    applications.length > 0 ||
    deliveries.some(({ line: { event } }) => event === 'handled' || event === 'duplicate')
  );
}

export function isParked({ deliveries }: Handling): boolean {
  return deliveries.some(({ line }) => line.event === 'parked');
}

function orderOf({ roles }: Model, { consumer }: Handling): number {
  return roles.consumers.get(consumer)?.order ?? Number.MAX_SAFE_INTEGER;
}

function byRecord(left: Delivery, right: Delivery): number {
  return (
    compareCoordinates(left.line, right.line) ||
    byText(left.process, right.process) ||
    left.order - right.order
  );
}

function byView(left: Application, right: Application): number {
  return byText(left.view, right.view) || byText(left.document, right.document) || left.order - right.order;
}

function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
