import { consumerExample } from './consumer-text.ts';
import type { DraftDatabase, DraftService, SystemDraft } from './draft.ts';
import { messagingLines } from './messaging-text.ts';
import { sagaExample } from './saga-text.ts';
import { tableLines } from './tables-text.ts';
import { flowList, indented, scalar } from './yaml-text.ts';

/** A system file to begin with: valid as it is, and with a comment wherever something was guessed or is to be filled in. */
export function systemText(draft: SystemDraft): string {
  const { name, databases, services, topics } = draft;
  const messaging = databases.flatMap(messagingLines);
  const tables = databases.flatMap(tableLines);
  const hasMessages = messaging.some((line) => !line.startsWith('#'));
  return [
    '# Format: docs/formats.md, "The system file"; `saga-lab schema system` prints it as JSON Schema.',
    '# `saga-lab systems check` compares it with the live services and servers.',
    'version: 1',
    `name: ${name}`,
    'about: What this system does, in a sentence.',
    ...(databases.length === 0 ? ['', 'databases: {}'] : []),
    ...section(
      'databases',
      databases.map((each) => `${each.name}: { kind: ${each.kind} }`),
    ),
    '',
    "# lines: false, as they write none of the structured lines of saga-lab's own library. env has the names that a service",
    '# knows them by; PORT and SERVICE_NAME are always set.',
    ...entries(
      'services',
      services.flatMap((each) => serviceLines(each, databases)),
    ),
    ...(messaging.length > 0 ? section('messaging', messaging) : noMessaging),
    ...(messaging.length > 0 && !hasMessages ? messagingByHand : []),
    ...section(
      'topics',
      topics.map(({ name: topic, partitions }) => `${scalar(topic)}: { partitions: ${partitions} }`),
    ),
    ...consumerExample(draft),
    ...section('tables', tables),
    ...sagaExample(databases),
    ...invariantLines(hasMessages),
    '',
  ].join('\n');
}

function entries(name: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${name}:`, ...indented(lines)];
}

/** Comments alone stand for themselves: a field without a value is none of a system file's. */
function section(name: string, lines: readonly string[]): string[] {
  if (lines.every((line) => line.startsWith('#'))) return lines.length === 0 ? [] : ['', ...lines];
  return ['', ...entries(name, lines)];
}

function serviceLines(
  { name, command, port, health }: DraftService,
  databases: readonly DraftDatabase[],
): string[] {
  const own = databases.filter(({ service, users }) => service === name || users.includes(name));
  const urls = own.map((database, index) =>
    [index === 0 ? 'DATABASE_URL' : `DATABASE_URL_${index + 1}`, `'{{databases.${database.name}}}'`].join(
      ': ',
    ),
  );
  return [
    `${name}:`,
    ...indented([
      `command: ${flowList(command)}`,
      `port: ${port}`,
      `health: ${scalar(health)}`,
      'lines: false',
      'env:',
      ...indented(["KAFKA_BROKERS: '{{broker}}'", ...urls]),
    ]),
  ];
}

const noMessaging = [
  '',
  '# messaging: which tables are outbox and inbox. `saga-lab new system --from <database>=postgres://...` proposes it from its catalogue.',
];

const messagingByHand = [
  '# Where messages stand all the same, write messaging yourself (docs/formats.md, "Messages of any form").',
];

function invariantLines(hasMessages: boolean): string[] {
  if (!hasMessages) return [];
  return [
    '',
    '# Add sums of your own: sums-equal, sum-at-most, rows-match (docs/formats.md, "Invariants").',
    'invariants:',
    ...indented([
      'every-outbox-row-on-its-topic: { kind: outbox-equals-topics }',
      'effects-once: { kind: effects-once }',
      'order-per-key: { kind: per-key-order }',
    ]),
  ];
}
