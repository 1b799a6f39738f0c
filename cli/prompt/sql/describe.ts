import { thereIsNo } from '../../systems/nearest.ts';
import { type Answer, RefusedError } from '../session.ts';
import { answerOf, type SqlResult } from './result.ts';

type Read = (text: string, values?: readonly string[]) => Promise<SqlResult>;

const help = `  select ...;      any statement that reads; it may take several lines, and ends with a semicolon
  \\dt              the tables
  \\d               tables, views and sequences
  \\d <table>       its columns and indexes
  \\?               this
  \\q               leave (Ctrl-D too); Ctrl-C ends the statement that runs, or drops what was typed
`;

const relations = `
SELECT n.nspname AS schema, c.relname AS name,
  CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
    WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' ELSE 'foreign table' END AS type
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind::text = ANY (string_to_array($1, NULL)) AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
ORDER BY 1, 2`;

const columnsOf = `
SELECT attname AS "column", format_type(atttypid, atttypmod) AS type,
  CASE WHEN attnotnull THEN 'not null' ELSE '' END AS nullable, pg_get_expr(adbin, adrelid) AS "default"
FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
ORDER BY attnum`;

const indexesOf = `
SELECT indexrelid::regclass::text AS index, pg_get_indexdef(indexrelid) AS definition
FROM pg_index WHERE indrelid = to_regclass($1) ORDER BY 1`;

export function isDescription(statement: string): boolean {
  return statement.startsWith('\\');
}

/** Answers what psql calls a meta-command, as far as there are such here. @throws RefusedError */
export async function describe(read: Read, statement: string): Promise<Answer> {
  const [command = '', name] = statement.trim().split(/\s+/);
  if (command === '\\?') return only(help);
  if (command === '\\dt') return answerOf(await read(relations, ['rp']));
  if (command === '\\d')
    return name === undefined ? answerOf(await read(relations, ['rpvmSf'])) : table(read, name);
  throw new RefusedError(`There is no command "${command}"; \\? lists what there is.`);
}

async function table(read: Read, name: string): Promise<Answer> {
  const columns = await read(columnsOf, [name]);
  if (columns.rows.length === 0) {
    const { rows } = await read(relations, ['rpvmSf']);
    throw new RefusedError(
      thereIsNo(
        'table',
        name,
        rows.map(([, each]) => each ?? ''),
      ),
    );
  }
  const answers = [columns, await read(indexesOf, [name])].map(answerOf);
  const [first, second] = answers;
  return {
    text: () => answers.map((each) => each.text()).join('\n'),
    value: () => ({ columns: first?.value(), indexes: second?.value() }),
    csv: () => first?.csv() ?? '',
  };
}

function only(text: string): Answer {
  return { text: () => text, value: () => ({ text }), csv: () => '' };
}
