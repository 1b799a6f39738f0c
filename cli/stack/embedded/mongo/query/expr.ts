import { compileExpression } from '../expressions/compile.ts';
import type { Variables } from '../expressions/expression.ts';
import { isTrue } from '../expressions/logic.ts';
import type { Doc, Value } from '../value/value.ts';

/** `$expr`: an aggregation expression as a condition. */
export function compileExpr(operand: Value, vars: Variables): (doc: Doc) => boolean {
  const expression = compileExpression(operand);
  return (root) => isTrue(expression({ root, vars }));
}
