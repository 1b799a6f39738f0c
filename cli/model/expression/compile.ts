import { Environment, type ASTNode, type ParseResult } from '@marcbachmann/cel-js';
import { Budget } from './budget.ts';
import { countSteps, type Evaluator, type Saw } from './count-steps.ts';
import { ExpressionError } from './expression-error.ts';
import { addNumbers, addSources } from './functions.ts';
import type { Sources } from './sources.ts';
import { usesOf, type Uses } from './uses.ts';
import { shortened } from './value.ts';

/** An expression that can be evaluated as often as one likes. */
export interface Expression {
  readonly text: string;
  readonly uses: Uses;
  /** Of which type its value is, as far as that is known before: else `dyn`. */
  readonly type: string;
  /** @throws whatever makes it impossible to say. */
  evaluate(asked: Asked): unknown;
}

export interface Asked {
  readonly sources: Sources;
  readonly budget: Budget;
  readonly self?: unknown;
  /** Is told every text that the value hangs on. */
  readonly saw?: Saw | undefined;
}

const longest = 4_000;
const limits = {
  maxAstNodes: 1_000,
  maxDepth: 40,
  maxListElements: 200,
  maxMapEntries: 50,
  maxCallArguments: 8,
};

/** Who asks at the moment: an evaluation is never interrupted by another. */
let current: Asked | undefined;

function asked(): Asked {
  if (!current) throw new Error('no expression is being evaluated');
  return current;
}

/** Made when the first expression is: it takes some milliseconds. */
let environments: { readonly plain: Environment; readonly withSelf: Environment } | undefined;

function environmentFor(hasSelf: boolean): Environment {
  environments ??= { plain: newEnvironment(), withSelf: newEnvironment().registerVariable('self', 'dyn') };
  return hasSelf ? environments.withSelf : environments.plain;
}

/** Everything is evaluated within this macro, which is how one comes by the evaluator. */
const wrapper = 'judged';

function newEnvironment(): Environment {
  const environment = new Environment({ homogeneousAggregateLiterals: false, limits });
  addNumbers(environment, (steps) => asked().budget.spend(steps));
  addSources(environment, () => asked().sources);
  let counted: Evaluator | undefined;
  return environment.registerFunction(
    `${wrapper}(ast): dyn`,
    ({ args: [inner] }: { readonly args: readonly [ASTNode] }) => ({
      async: false,
      typeCheck: (
        checker: { check(node: ASTNode, context: unknown): unknown },
        _: unknown,
        context: unknown,
      ) => checker.check(inner, context),
      evaluate(evaluator: Evaluator, _: unknown, context: unknown) {
        if (counted !== evaluator) countSteps(evaluator, asked);
        counted = evaluator;
        return evaluator.run(inner, context);
      },
    }),
    { async: false } as object,
  );
}

/** @throws ExpressionError */
export function compile(text: string, { hasSelf }: { readonly hasSelf: boolean }): Expression {
  if (text.length > longest)
    throw new ExpressionError(
      `it has ${text.length} characters, more than ${longest}; make two rules of it`,
      longest,
    );
  const environment = environmentFor(hasSelf);
  const parsed = parse(environment, text);
  const uses = usesOf(parsed.ast);
  const { valid, type = 'dyn', error } = parsed.check();
  if (!valid) throw problemOf(error, hasSelf);
  // Its end on a line of its own: a comment may stand in the last.
  const evaluate = environment.parse(`${wrapper}(${text}\n)`);
  return {
    text,
    uses,
    type,
    evaluate(by) {
      const { sources, self } = by;
      current = by;
      try {
        const value: unknown = evaluate({
          self,
          get messages() {
            return sources.messages;
          },
          get sagas() {
            return sources.sagas;
          },
          get requests() {
            return sources.requests;
          },
        });
        return value;
      } finally {
        current = undefined;
      }
    },
  };
}

function parse(environment: Environment, text: string): ParseResult {
  try {
    return environment.parse(text);
  } catch (error) {
    throw problemOf(error, false);
  }
}

const hints: Readonly<Record<string, string>> = {
  unexpected_character: 'compare with ==, join with && and ||, and quote texts',
  no_such_overload: 'the two sides are of types that do not go together',
  limit_exceeded: 'it is too large; make two rules of it',
};

function problemOf(error: unknown, hasSelf: boolean): ExpressionError {
  const { code, summary, message, range } = error as {
    readonly code?: string;
    readonly summary?: string;
    readonly message: string;
    readonly range?: { readonly start: number };
  };
  const at = range?.start ?? 0;
  const text = summary ?? message;
  const unknown = /^Unknown variable: (.*)$/.exec(text)?.[1];
  if (unknown !== undefined) {
    const variables = [...(hasSelf ? ['self'] : []), 'messages', 'sagas', 'requests'];
    return new ExpressionError(`there is no variable "${unknown}"`, at, unknown, variables);
  }
  const fix = hints[code ?? ''];
  return new ExpressionError(`${shortened(text)}${fix === undefined ? '' : `; ${fix}`}`, at);
}
