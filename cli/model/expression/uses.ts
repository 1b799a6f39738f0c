import type { ASTNode } from '@marcbachmann/cel-js';
import { functionNames } from './functions.ts';
import { ExpressionError } from './expression-error.ts';

/** A table or collection that an expression names. */
export interface UsedTable {
  readonly database: string;
  readonly table: string;
  /** What its rows are looked up by; none of those that were touched. */
  readonly columns: readonly string[];
  /** Where the name stands, in characters from the beginning. */
  readonly at: number;
}

/** What an expression names. */
export interface Uses {
  readonly tables: readonly UsedTable[];
  readonly lists: ReadonlySet<'messages' | 'sagas' | 'requests'>;
  /** Fields of `self`. */
  readonly fields: readonly string[];
  /** Whose rows its value is a list of, where that can be told. */
  readonly items: UsedTable | undefined;
}

const known: ReadonlySet<string> = new Set(functionNames);

/** @throws ExpressionError for what is valid CEL, but offered nowhere. */
export function usesOf(root: ASTNode): Uses {
  const tables: UsedTable[] = [];
  const lists = new Set<'messages' | 'sagas' | 'requests'>();
  const fields = new Set<string>();
  for (const node of nodesIn(root)) {
    if (node.op === 'id' && (node.args === 'messages' || node.args === 'sagas' || node.args === 'requests'))
      lists.add(node.args);
    if (node.op === '.' && node.args[0].op === 'id' && node.args[0].args === 'self') fields.add(node.args[1]);
    if (node.op === 'map') node.args.forEach(([key]) => textOf(key, 'a key of a map'));
    if (node.op !== 'call' && node.op !== 'rcall') continue;
    const [name] = node.args;
    if (!known.has(name)) {
      const at = node.op === 'rcall' ? node.args[1].end + 1 : node.pos;
      throw new ExpressionError(`there is no function "${name}"`, at, name, functionNames);
    }
    if (node.op === 'call' && (name === 'rows' || name === 'touched'))
      tables.push(tableOf(name, node, node.args[1]));
  }
  return { tables, lists, fields: [...fields], items: itemsOf(root) };
}

/** What is filtered is of the same table. */
function itemsOf(node: ASTNode): UsedTable | undefined {
  if (node.op === 'rcall' && node.args[0] === 'filter') return itemsOf(node.args[1]);
  if (node.op !== 'call') return undefined;
  const [name, given] = node.args;
  return name === 'rows' || name === 'touched' ? tableOf(name, node, given) : undefined;
}

const forms = {
  rows: 'rows("<database>", "<table>", {"<column>": <value>})',
  touched: 'touched("<database>", "<table>")',
};

function tableOf(name: 'rows' | 'touched', call: ASTNode, given: readonly ASTNode[]): UsedTable {
  const [database, table, conditions] = given;
  if (!database || !table || given.length !== (name === 'rows' ? 3 : 2))
    throw new ExpressionError(`write ${forms[name]}`, call.pos);
  const named = {
    database: textOf(database, 'a database'),
    table: textOf(table, 'a table'),
    at: database.pos,
  };
  if (!conditions) return { ...named, columns: [] };
  if (conditions.op !== 'map' || conditions.args.length === 0)
    throw new ExpressionError(
      `rows are looked up by one column or more: write ${forms.rows}`,
      conditions.pos,
    );
  return { ...named, columns: conditions.args.map(([key]) => textOf(key, 'a column')) };
}

/** The types of maps with other keys can be as many as there are steps, and the check of types goes through them all. */
function textOf(node: ASTNode, what: string): string {
  if (node.op === 'value' && typeof node.args === 'string') return node.args;
  throw new ExpressionError(`${what} is a text in quotes here`, node.pos);
}

function* nodesIn(value: unknown): Generator<ASTNode> {
  if (Array.isArray(value)) for (const each of value) yield* nodesIn(each);
  if (!isNode(value)) return;
  yield value;
  yield* nodesIn(value.args);
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}
