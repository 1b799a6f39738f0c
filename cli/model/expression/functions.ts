import type { Environment } from '@marcbachmann/cel-js';
import type { Sources } from './sources.ts';
import { compareNumerals, minus, negative, Numeral, plus, times, toNumeral, total } from './numeral.ts';
import { isEqual, type Spend } from './equal.ts';

/** What an expression may call: each costs what its arguments are long, at most. So no regular expressions, and no `join`. */
export const functionNames: readonly string[] = [
  'rows touched sum decimal string int double bool timestamp duration',
  'all exists exists_one filter map has bind size',
  'contains startsWith endsWith lowerAscii upperAscii trim substring',
].flatMap((names) => names.split(' '));

const sync = { async: false };
const others = ['decimal', 'int', 'double', 'string'];

/** Numbers as data has them, among themselves and with those of the expression. */
export function addNumbers(environment: Environment, spend: Spend): void {
  environment.registerType('decimal', { ctor: Numeral, fields: {} });
  const operator = (left: string, sign: string, right: string, of: (a: unknown, b: unknown) => unknown) =>
    environment.registerOperator(
      `${left} ${sign} ${right}: ${'+-*'.includes(sign) ? 'decimal' : 'bool'}`,
      of,
    );
  for (const other of others)
    for (const [left, right] of other === 'decimal'
      ? [['decimal', 'decimal'] as const]
      : ([
          ['decimal', other],
          [other, 'decimal'],
        ] as const)) {
      operator(left, '<', right, (a, b) => compareNumerals(a, b) < 0);
      operator(left, '<=', right, (a, b) => compareNumerals(a, b) <= 0);
      operator(left, '>', right, (a, b) => compareNumerals(a, b) > 0);
      operator(left, '>=', right, (a, b) => compareNumerals(a, b) >= 0);
      if (other === 'string') continue;
      operator(left, '+', right, plus);
      operator(left, '-', right, minus);
      operator(left, '*', right, times);
    }
  const sum = (values: readonly unknown[]) => {
    spend(values.length);
    return total(values);
  };
  // So that a check of types knows them; `countSteps` has the say. The other way round goes with it.
  for (const other of others) operator('decimal', '==', other, (a, b) => isEqual(a, b, spend));
  operator('string', '==', 'bool', (a, b) => isEqual(a, b, spend));
  environment
    .registerOperator('-decimal', negative)
    .registerFunction('decimal(dyn): decimal', toNumeral, sync)
    .registerFunction('string(decimal): string', ({ text }: Numeral) => text, sync)
    .registerFunction('int(decimal): int', ({ text }: Numeral) => BigInt(text.split('.')[0] ?? ''), sync)
    .registerFunction('double(decimal): double', ({ text }: Numeral) => Number(text), sync)
    .registerFunction('sum(list): decimal', sum, sync)
    .registerFunction('list.sum(): decimal', sum, sync);
  // A name that happens to be written in digits is asked as any other.
  const ask = (name: string, of: (text: string, part: string) => boolean) =>
    environment.registerFunction(
      `decimal.${name}(string): bool`,
      ({ text }: Numeral, part: string) => of(text, part),
      sync,
    );
  ask('contains', (text, part) => text.includes(part));
  ask('startsWith', (text, part) => text.startsWith(part));
  ask('endsWith', (text, part) => text.endsWith(part));
}

export function addSources(environment: Environment, sources: () => Sources): void {
  environment
    .registerVariable('messages', 'list<dyn>')
    .registerVariable('sagas', 'list<dyn>')
    .registerVariable('requests', 'list<dyn>')
    .registerFunction(
      'touched(string, string): list<dyn>',
      (database: string, table: string) => sources().touched(database, table),
      sync,
    )
    .registerFunction(
      'rows(string, string, map<string, dyn>): list<dyn>',
      (database: string, table: string, conditions: Record<string, unknown>) =>
        sources().rows(database, table, conditions),
      sync,
    );
}
