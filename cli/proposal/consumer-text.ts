import type { SystemDraft } from './draft.ts';
import { scalar } from './yaml-text.ts';

/** What the first topic's consumer may look like, as a comment: no catalogue tells who handles what. */
export function consumerExample(draft: SystemDraft): string[] {
  const [topic] = draft.topics;
  if (topic === undefined)
    return [
      '',
      '# consumers: who handles what, and what must follow. It names topics, and there is none yet: name them under topics first.',
    ];
  const consumer = listenerTo(topic.name, draft) ?? '<who-listens>';
  const inbox = draft.databases.find(
    ({ service, proposal }) => service === consumer && proposal?.inbox !== undefined,
  );
  return [
    '',
    '# Who handles what, and what must follow. As the inbox names the consumer, else as the broker names its group.',
    '# consumers:',
    `#   ${consumer}:`,
    `#     service: ${consumer}`,
    ...(inbox === undefined ? [] : [`#     inbox: ${inbox.name}`]),
    '#     handles:',
    `#       ${scalar(topic.name)}:`,
    '#         OrderPlaced: { emits: [StockReserved, StockRefused] }',
  ];
}

/** Anybody but the producer, and who shares its database, such as its poller: those with an inbox before those with a database. */
function listenerTo(topic: string, draft: SystemDraft): string | undefined {
  const producer = producerOf(topic, draft);
  const withIt = draft.databases.map(({ service, users }) => new Set([service, ...users]));
  const others = draft.services
    .map(({ name }) => name)
    .filter((name) => name !== producer)
    .filter((name) => !withIt.some((all) => producer !== undefined && all.has(producer) && all.has(name)));
  const owns = (name: string, withInbox: boolean) =>
    draft.databases.some(
      ({ service, proposal }) => service === name && (!withInbox || proposal?.inbox !== undefined),
    );
  return others.find((name) => owns(name, true)) ?? others.find((name) => owns(name, false)) ?? others[0];
}

/** The service that the topic is called after, by the last of its words; else the first that has an outbox; else the first. */
function producerOf(topic: string, { services, databases }: SystemDraft): string | undefined {
  const words = wordsOf(topic);
  const named = services
    .map(({ name }) => ({ name, at: Math.min(...wordsOf(name).map((word) => words.lastIndexOf(word))) }))
    .filter(({ at }) => at >= 0 && at < words.length)
    .sort((left, right) => right.at - left.at);
  const writer = databases.find(({ proposal }) => proposal?.outbox !== undefined);
  return named[0]?.name ?? writer?.service ?? services[0]?.name;
}

/** In the singular, and without what many services have in their names. */
function wordsOf(name: string): string[] {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.filter((word) => word !== 'service').map((word) => word.replace(/s$/, ''));
}
