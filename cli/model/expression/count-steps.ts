import type { ASTNode } from '@marcbachmann/cel-js';
import type { Budget } from './budget.ts';
import { isEqual, type Spend } from './equal.ts';
import { Numeral } from './numeral.ts';

/** As the library hands it to macros: every node that is evaluated goes through `run`. */
export interface Evaluator {
  run(node: ASTNode, context: unknown): unknown;
}

export type Saw = (text: string) => void;

interface Counted {
  readonly budget: Budget;
  readonly saw?: Saw | undefined;
}

/** How much of a text, in characters, costs a step. */
const textPerStep = 16;
/** The library makes an error with a picture of where it happened, and `all` and `exists` pass errors over. */
const stepsPerError = 100;

/**
 * Makes an evaluator count: CEL ends always, but when is up to the lists and to how often they are nested. Where one
 * operator can cost more than a step, it is done here, and step by step. That also makes all equality that of `isEqual`.
 * Who asks is told of texts in the same way: there is no other to read one.
 */
export function countSteps(evaluator: Evaluator, asked: () => Counted): void {
  const plain = evaluator.run.bind(evaluator);
  let lastError: unknown;
  evaluator.run = (node, context) => {
    const {
      budget: { spend },
      saw,
    } = asked();
    spend(1);
    let value: unknown;
    try {
      value = evaluate(node, context);
    } catch (error) {
      if (error !== lastError) spend(stepsPerError);
      lastError = error;
      throw error;
    }
    if (typeof value === 'string') saw?.(value);
    if (typeof value === 'string' || value instanceof Uint8Array)
      spend(Math.floor(value.length / textPerStep));
    else if (node.op === '+' && Array.isArray(value)) spend(value.length);
    return value;
  };

  function evaluate(node: ASTNode, context: unknown): unknown {
    const {
      budget: { spend },
      saw,
    } = asked();
    const both = ([left, right]: readonly [ASTNode, ASTNode]) =>
      [evaluator.run(left, context), evaluator.run(right, context)] as const;
    const compared = (args: readonly [ASTNode, ASTNode]) => {
      const values = both(args);
      if (saw) for (const value of values) tellTexts(value, saw, spend);
      return values;
    };
    if (node.op === '==') return isEqual(...compared(node.args), spend);
    if (node.op === '!=') return !isEqual(...compared(node.args), spend);
    if (node.op === 'in') return isAmong(...compared(node.args), spend);
    if (node.op !== 'rcall') return plain(node, context);
    const [name, receiver, [argument]] = node.args;
    if (name !== 'contains' || !argument) return plain(node, context);
    const [text, part] = both([receiver, argument]);
    return contains(textOf(text), textOf(part), spend);
  }
}

/** Of a list or a map: one on its own was told when it was read. */
function tellTexts(value: unknown, saw: Saw, spend: Spend): void {
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) {
    spend(1);
    if (typeof inner === 'string') saw(inner);
    else tellTexts(inner, saw, spend);
  }
}

function isAmong(value: unknown, among: unknown, spend: Spend): boolean {
  if (Array.isArray(among)) return among.some((each) => isEqual(value, each, spend));
  if (typeof among !== 'object' || among === null) throw new TypeError('in needs a list or a map');
  return Object.hasOwn(among, value instanceof Numeral ? value.text : String(value));
}

function contains(text: string, part: string, spend: Spend): boolean {
  spend(Math.floor((text.length * part.length) / (textPerStep * 64)));
  return text.includes(part);
}

function textOf(value: unknown): string {
  if (value instanceof Numeral) return value.text;
  if (typeof value === 'string') return value;
  throw new TypeError('contains needs two texts');
}
