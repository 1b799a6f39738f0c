import { Budget } from '../expression/budget.ts';
import type { Asked, Expression } from '../expression/compile.ts';
import { ExpressionError } from '../expression/expression-error.ts';
import { reasonOf } from '../expression/reason.ts';
import { namedBy, ruleOf } from '../expression/rule.ts';
import { RunSources } from '../expression/run-sources.ts';
import { Numeral } from '../expression/numeral.ts';
import type { Lookup } from '../expression/sources.ts';
import { printed, shortened, wholeOrLength } from '../expression/value.ts';
import { isWalOf, type DefinitionOf, type Finding, type InvariantKind, type Subject } from './invariant.ts';

/** A rule in CEL holds for each item of a list, or for any run as a whole: that nothing was done may be what it forbids. */
export const expression: InvariantKind<'expression'> = {
  appliesTo: () => true,
  restsOn(probe, definition) {
    if (problemIn(definition) !== undefined) return false;
    const { databases, lists } = namedBy(definition);
    if (isWalOf(probe, databases) || databases.some((database) => probe === `views ${database}`)) return true;
    if (lists.has('messages') && probe === 'topics') return true;
    return (lists.has('messages') || lists.has('sagas')) && probe.startsWith('wal ');
  },
  needsEveryState: () => false,
  check(subject, definition) {
    const problem = problemIn(definition);
    if (problem !== undefined) return { touched: true, violations: [], unknown: [problem] };
    return judge(subject, definition).finding;
  },
};

/** A system file with such a rule is refused; a recording may hold one of another version of the lab. */
function problemIn(definition: DefinitionOf<'expression'>): string | undefined {
  try {
    ruleOf(definition);
    return undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return error.message;
    throw error;
  }
}

/** What the rules would look up and was not read, by what the run did. */
export function unreadOf(subject: Subject): readonly Lookup[] {
  return Object.values(subject.model.system.invariants).flatMap((definition) =>
    definition.kind === 'expression' ? judge(subject, definition).unread : [],
  );
}

/** Whether what the rule comes to hangs on such a text. */
export function restsOnText(
  subject: Subject,
  definition: DefinitionOf<'expression'>,
  isSuch: (text: string) => boolean,
): boolean {
  let isFound = false;
  judge(subject, definition, (text) => (isFound ||= isSuch(text)));
  return isFound;
}

function judge(
  subject: Subject,
  definition: DefinitionOf<'expression'>,
  saw?: Asked['saw'],
): { finding: Finding; unread: readonly Lookup[] } {
  const budget = new Budget();
  const sources = new RunSources(subject.model, subject.scope, budget.spend);
  const { each, rule } = ruleOf(definition);
  const nothing = { touched: true, violations: [], unknown: [] };
  const found = (finding: Finding) => ({ finding, unread: sources.unread });
  let items: readonly unknown[];
  try {
    const list = each ? each.evaluate({ sources, budget, saw }) : [undefined];
    if (!Array.isArray(list)) return found({ ...nothing, unknown: [`each is ${printed(list)}, not a list`] });
    items = list;
  } catch (error) {
    return found({ ...nothing, unknown: [`each: ${reasonOf(error)}`] });
  }
  const violations: string[] = [];
  const unknown: string[] = [];
  for (const self of items) {
    const name = each ? `${sources.label(self)}${fieldsOf(self, rule)}: ` : '';
    try {
      const holds = rule.evaluate({ sources, budget, self, saw });
      if (budget.isSpent) budget.spend(0);
      if (holds === false) violations.push(`${name}${messageOf(definition, { sources, budget, self })}`);
      else if (holds !== true)
        unknown.push(`${name}the expression is ${printed(holds)}, neither true nor false`);
    } catch (error) {
      unknown.push(`${name}${reasonOf(error)}`);
      if (budget.isSpent) break;
    }
  }
  return found({ touched: items.length > 0, violations, unknown });
}

/** Those that the rule asks for by name: ` (status: shipped, total: 12.50)` */
function fieldsOf(self: unknown, { uses }: Expression): string {
  if (typeof self !== 'object' || self === null) return '';
  const known = uses.fields.filter((field) => Object.hasOwn(self, field));
  const texts = known.map((field) => `${field}: ${shown(Reflect.get(self, field))}`);
  return texts.length === 0 ? '' : ` (${texts.join(', ')})`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? wholeOrLength(value) : printed(value);
}

const longestMessage = 2_000;

function messageOf(
  definition: DefinitionOf<'expression'>,
  by: Parameters<Expression['evaluate']>[0],
): string {
  const plain = `not so: ${shortened(definition.expression, 200)}`;
  const { message } = ruleOf(definition);
  if (!message) return plain;
  try {
    const text = message.evaluate(by);
    if (typeof text === 'string') return wholeOrLength(text, longestMessage);
    return text instanceof Numeral
      ? text.text
      : `${plain} (messageExpression is ${printed(text)}, not a text)`;
  } catch (error) {
    return `${plain} (messageExpression: ${reasonOf(error)})`;
  }
}
