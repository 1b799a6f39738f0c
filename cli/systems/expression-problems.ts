import { compile, type Expression } from '../model/expression/compile.ts';
import { ExpressionError } from '../model/expression/expression-error.ts';
import { shortened } from '../model/expression/value.ts';
import { hint } from './nearest.ts';
import type { System } from './system.ts';
import type { Path } from './yaml-file.ts';

interface Problem {
  readonly path: Path;
  readonly message: string;
}

type Rule = Extract<System['invariants'][string], { kind: 'expression' }>;

/** Which type each part must be of; where it is known only in a run, it is judged there. */
const parts = {
  each: { type: 'list', fix: 'name a list, such as touched("<database>", "<table>")' },
  expression: { type: 'bool', fix: 'compare with ==, or end in .all(...) or .exists(...)' },
  messageExpression: { type: 'string', fix: 'make a text of it with string(...)' },
} as const;

/** Expressions that cannot be evaluated, or name what the file does not have. */
export function expressionProblems(system: System): Problem[] {
  return Object.entries(system.invariants).flatMap(([name, rule]) => {
    if (rule.kind !== 'expression') return [];
    const lacking =
      rule.each === undefined && rule.messageExpression === undefined
        ? [
            {
              path: ['invariants', name],
              message: `invariants.${name} needs each (a list, whose items the expression calls self) or messageExpression: else its proof would only say false`,
            },
          ]
        : [];
    const wrong = (['each', 'expression', 'messageExpression'] as const).flatMap((part) =>
      problemsOf(system, rule, part).map((message) => ({
        path: ['invariants', name, part],
        message: `invariants.${name}.${part}${message}`,
      })),
    );
    return [...lacking, ...wrong];
  });
}

function problemsOf(system: System, rule: Rule, part: keyof typeof parts): string[] {
  const text = rule[part];
  if (text === undefined) return [];
  try {
    const { uses, type } = compile(text, { hasSelf: part !== 'each' && rule.each !== undefined });
    const { type: needed, fix } = parts[part];
    const isMeant = type === 'dyn' || type === needed || type.startsWith(`${needed}<`);
    return [
      ...uses.tables.flatMap((used) => unknownTable(system, used, text)),
      ...(isMeant ? [] : [`: it gives ${type}, and must give ${needed}: ${fix}; in: ${shortened(text)}`]),
    ];
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { message, at, wrong, among } = error;
    return [
      `${placeIn(text, at)}: ${message}${wrong === undefined ? '' : hint(wrong, among)}${excerpt(text, at)}`,
    ];
  }
}

function unknownTable(system: System, used: Expression['uses']['tables'][number], text: string): string[] {
  const { database, table, at } = used;
  const end = excerpt(text, at);
  if (!Object.hasOwn(system.databases, database))
    return [
      `${placeIn(text, at)}: there is no database "${database}"${hint(database, Object.keys(system.databases))}${end}`,
    ];
  const there = [
    ...Object.keys(system.tables[database] ?? {}),
    ...Object.values(system.sagas).flatMap(({ instance }) =>
      instance.database === database ? [instance.table] : [],
    ),
    ...Object.values(system.views).flatMap((view) => (view.database === database ? [view.collection] : [])),
  ];
  if (there.includes(table)) return [];
  return [`${placeIn(text, at)}: there is no table of ${database} "${table}"${hint(table, there)}${end}`];
}

/** ` at character 12`, or ` at line 2, character 5` */
function placeIn(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  const character = `character ${(before.at(-1)?.length ?? 0) + 1}`;
  return text.trimEnd().includes('\n') ? ` at line ${before.length}, ${character}` : ` at ${character}`;
}

/** What stands there; at the end, what stands before. */
function excerpt(text: string, at: number): string {
  const rest = shortened(text.slice(at), 60);
  return rest === '' ? `; after: ${shortened(text.slice(-40))}` : `; at: ${rest}`;
}
