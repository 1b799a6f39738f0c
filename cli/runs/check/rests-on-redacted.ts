import { namedBy } from '../../model/expression/rule.ts';
import { restsOnText } from '../../model/invariants/expression.ts';
import type { Subject } from '../../model/invariants/invariant.ts';
import { parseRedactRule, takes } from '../../systems/redact-rule.ts';
import type { InvariantDefinition } from '../../systems/system.ts';
import { hasMarker } from '../redact/marker.ts';

/** Whether a rule in CEL reads what these rules of `redact` took: a marker is no value, and neither true nor false follows. */
export function restsOnRedacted(
  subject: Subject,
  definition: InvariantDefinition,
  redacted: readonly string[],
): boolean {
  if (definition.kind !== 'expression' || redacted.length === 0) return false;
  const rules = redacted.map(parseRedactRule);
  const isLookedUp = namedBy(definition).tables.some(({ table, columns }) =>
    columns.some((column) => rules.some((rule) => takes(rule, [...table.split('.'), ...column.split('.')]))),
  );
  return isLookedUp || restsOnText(subject, definition, hasMarker);
}
