import { CommandError } from '../errors.ts';
import { typeName } from '../value/types.ts';
import { isNullish, type FunctionOperator } from './expression.ts';
import { toText } from './conversion.ts';

export const stringOperators: Readonly<Record<string, FunctionOperator>> = {
  $concat: {
    arity: [0, Infinity],
    apply(args) {
      if (args.some(isNullish)) return null;
      return args
        .map((arg) => {
          if (typeof arg === 'string') return arg;
          throw new CommandError(
            'TypeMismatch',
            `$concat only supports strings, not ${typeName(arg ?? null)}`,
          );
        })
        .join('');
    },
  },
  $toLower: { arity: [1, 1], apply: ([value]) => (isNullish(value) ? '' : toText(value).toLowerCase()) },
  $toUpper: { arity: [1, 1], apply: ([value]) => (isNullish(value) ? '' : toText(value).toUpperCase()) },
};
