import type { DraftDatabase } from './draft.ts';
import { inboxMarks, type InboxProposal } from './propose-inbox.ts';
import { outboxMarks, type OutboxProposal } from './propose-outbox.ts';
import { indented, scalar } from './yaml-text.ts';

/** The entry of a database under `messaging`, with its reasons; comments alone where nothing looks like messages, and nothing where nobody looked. */
export function messagingLines({ name, service, proposal }: DraftDatabase): string[] {
  if (proposal === undefined) return [];
  const { outbox, inbox } = proposal;
  const reasons = [
    ...(outbox === undefined ? absent('outbox', name, outboxMarks) : [outboxReason(outbox)]),
    ...(inbox === undefined && outbox?.form !== 'eventuate' ? absent('inbox', name, inboxMarks) : []),
    ...(inbox === undefined ? [] : [`# ${inbox.table} is taken for the inbox: ${inbox.why}.`]),
  ];
  if (outbox === undefined && inbox === undefined) return reasons;
  return [
    ...reasons,
    `${name}:`,
    ...indented([`service: ${service}`, ...relayLines(outbox), ...mappingLines(outbox, inbox)]),
  ];
}

function outboxReason({ table, why, guessed }: OutboxProposal): string {
  return `# ${table} is taken for the outbox: ${why}${guessed ? '. That is little: see whether it is one' : ''}.`;
}

function absent(what: string, database: string, marks: readonly string[]): string[] {
  const [first, ...others] = marks;
  return [
    `# No ${what} was found in ${database}. Looked for: ${first}`,
    ...others.map((mark, index) => `#   ${mark}${index === others.length - 1 ? '.' : ''}`),
  ];
}

function relayLines(outbox: OutboxProposal | undefined): string[] {
  const who =
    '# Who brings its outbox to the broker: lab (the relay of the lab), debezium, or none (the system itself';
  if (outbox?.form === 'debezium') return [`${who}).`, 'relay: debezium'];
  if (outbox?.sent !== undefined)
    return [`${who}, which seems to mark it in ${outbox.sent}).`, 'relay: none'];
  return [`${who}).`, `relay: ${outbox === undefined ? 'none' : 'lab'}`];
}

function mappingLines(outbox: OutboxProposal | undefined, inbox: InboxProposal | undefined): string[] {
  if (outbox?.form === 'eventuate') return ['mapping: eventuate'];
  const parts = [
    ...(outbox === undefined ? [] : outboxLines(outbox)),
    ...(inbox === undefined ? [] : inboxLines(inbox)),
    ...(outbox?.form === 'columns' ? recordLines(outbox) : []),
  ];
  if (outbox?.form === 'debezium') return ['mapping:', '  debezium:', ...indented(parts, 4)];
  return ['mapping:', ...indented(parts)];
}

function outboxLines({ table, form, columns, guessed }: OutboxProposal): string[] {
  if (form === 'debezium')
    return [
      '# The topic as the connector routes it: route.topic.replacement.',
      `outbox: { table: ${scalar(table)}, topic: 'outbox.event.{{aggregatetype}}' }`,
    ];
  return [
    `outbox:${guessed ? ' # guessed' : ''}`,
    ...indented([
      `table: ${scalar(table)}`,
      ...Object.entries(columns).map(
        ([field, column]) =>
          `${field}: ${scalar(column)}${field === 'topic' && column === table ? ' # guessed: no column names the topic' : ''}`,
      ),
    ]),
  ];
}

function inboxLines({ table, message, consumer }: InboxProposal): string[] {
  const own = consumer === undefined ? '' : `, consumer: ${scalar(consumer)}`;
  return [`inbox: { table: ${scalar(table)}, message: ${scalar(message)}${own} }`];
}

/** The catalogue cannot tell what a record looks like. */
function recordLines({ columns }: OutboxProposal): string[] {
  return [
    '# Where a record says it again, in a header or in its value ({ json: $.meta.id }). These names are guesses: look at a record.',
    'record:',
    ...indented([
      'id: { header: id }',
      'type: { header: type }',
      ...(columns['correlation'] === undefined ? [] : ['correlation: { header: correlation-id }']),
      ...(columns['causation'] === undefined ? [] : ['causation: { header: causation-id }']),
    ]),
  ];
}
