import type { DraftDatabase } from './draft.ts';
import type { DatabaseProposal, TableProposal } from './propose-database.ts';
import { flowList, indented, scalar } from './yaml-text.ts';

/** The entry of a database under `tables`, with what is left out of it. */
export function tableLines({ name, service, proposal }: DraftDatabase): string[] {
  if (proposal === undefined) return [];
  const { tables, left } = proposal;
  const notes = left.map((each) => `# ${each.name} is left out: ${each.why}.`);
  if (tables.length === 0) return notes.map((note) => `${note} (${name})`);
  return [
    `${name}:`,
    ...indented([
      ...tables.flatMap((table) =>
        table.cause === undefined ? requestLess(table, service, proposal) : caused(table, table.cause),
      ),
      ...notes,
    ]),
  ];
}

function caused({ name, key }: TableProposal, cause: string): string[] {
  return [
    `# ${cause} is taken for the id of the request that changed the row.`,
    `${scalar(name)}: { key: ${flowList(key)}, cause: ${scalar(cause)} }`,
  ];
}

function requestLess(
  { name, key }: TableProposal,
  service: string,
  { outbox, inbox }: DatabaseProposal,
): string[] {
  const otherwise =
    outbox !== undefined && saysRequest(outbox) ? ', or a message of the same transaction does' : '';
  // Whose a database without messages is, nothing else in the file says.
  const whom = outbox === undefined && inbox === undefined ? `service: ${service}, ` : '';
  const [column = 'id'] = key;
  const entry = `${scalar(name)}: { key: ${flowList(key)}`;
  return [
    `# Rows that a request writes into ${name} hang under no request until \`request:\` or \`cause:\` says which${otherwise}, such as:`,
    `# ${entry}, request: { ${whom}answer: ${placeOf(column)}, path: '${pathOf(name, column)}' } }`,
    `${entry} }`,
  ];
}

function saysRequest({ form, columns }: NonNullable<DatabaseProposal['outbox']>): boolean {
  return form === 'eventuate' || columns['correlation'] !== undefined || columns['causation'] !== undefined;
}

function placeOf(column: string): string {
  if (/^[A-Za-z_]\w*$/.test(column)) return `$.${column}`;
  return column.includes("'") ? '$.id' : scalar(`$['${column}']`);
}

/** `sales.loans` by `loan_no`: `/loans/{loan_no}`. */
function pathOf(table: string, column: string): string {
  const [last = table] = table.split('.').slice(-1);
  return `/${last.replaceAll(/[^\w-]+/g, '')}/{${column.replaceAll(/\W+/g, '')}}`;
}
