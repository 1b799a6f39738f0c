import type { InvariantDefinition } from '../../systems/system.ts';
import { compile, type Expression } from './compile.ts';
import type { UsedTable } from './uses.ts';

type Definition = Extract<InvariantDefinition, { kind: 'expression' }>;

interface Rule {
  readonly each: Expression | undefined;
  readonly rule: Expression;
  readonly message: Expression | undefined;
}

const compiled = new WeakMap<Definition, Rule>();

/** A system file is refused where this would throw. */
export function ruleOf(definition: Definition): Rule {
  const known = compiled.get(definition);
  if (known) return known;
  const { each, expression: text, messageExpression } = definition;
  const hasSelf = each !== undefined;
  const rule = {
    each: each === undefined ? undefined : compile(each, { hasSelf: false }),
    rule: compile(text, { hasSelf }),
    message: messageExpression === undefined ? undefined : compile(messageExpression, { hasSelf }),
  };
  compiled.set(definition, rule);
  return rule;
}

/** What its expressions name. */
export function namedBy(definition: Definition) {
  const { each, rule, message } = ruleOf(definition);
  const uses = [each, rule, message].flatMap((one) => (one ? [one.uses] : []));
  const tables = uses.flatMap((one) => one.tables);
  return {
    tables,
    databases: [...new Set(tables.map(({ database }) => database))],
    lists: new Set(uses.flatMap((one) => [...one.lists])),
  };
}

/** Every column of a table that its expressions name. */
export function columnsNamedBy(
  definition: Definition,
): readonly Pick<UsedTable, 'database' | 'table' | 'columns'>[] {
  const { each, rule, message } = ruleOf(definition);
  const columns = [...rule.uses.fields, ...(message?.uses.fields ?? [])];
  const items = each?.uses.items;
  return [...namedBy(definition).tables, ...(items ? [{ ...items, columns }] : [])];
}
