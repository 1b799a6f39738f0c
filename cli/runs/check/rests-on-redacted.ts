import { namedBy } from '../../model/expression/rule.ts';
import { sumsOf } from '../../model/invariants/compared-sums.ts';
import { restsOnText } from '../../model/invariants/expression.ts';
import type { Subject } from '../../model/invariants/invariant.ts';
import { parseRedactRule, takes } from '../../systems/redact-rule.ts';
import type { InvariantDefinition } from '../../systems/system.ts';
import { hasMarker } from '../redact/marker.ts';

/**
 * Whether an invariant reads what these rules of `redact` took: a marker is no value, so that nothing follows from it. Those
 * that compare the run's own values by equality alone do not.
 */
export function restsOnRedacted(
  subject: Subject,
  definition: InvariantDefinition,
  redacted: readonly string[],
): boolean {
  if (redacted.length === 0) return false;
  // Whatever is a marker may have had it within.
  if (definition.kind === 'never-in-clear') return true;
  const rules = redacted.map(parseRedactRule);
  const isTaken = columnsRead(definition).some(({ table, columns }) =>
    columns.some((column) => rules.some((rule) => takes(rule, [...table.split('.'), ...column.split('.')]))),
  );
  return isTaken || (definition.kind === 'expression' && restsOnText(subject, definition, hasMarker));
}

interface Columns {
  readonly table: string;
  readonly columns: readonly string[];
}

/** As the definition names them. */
function columnsRead(definition: InvariantDefinition): readonly Columns[] {
  if (definition.kind === 'expression') return namedBy(definition).tables;
  if (definition.kind === 'rows-match')
    return [definition.every, definition.in].map(({ table, key, where }) => ({
      table,
      columns: [key, ...Object.keys(where)],
    }));
  if (!('left' in definition)) return [];
  return sumsOf(definition).map(({ table, group, sum, where }) => ({
    table,
    columns: [group, ...Object.keys(where), ...(sum === undefined ? [] : [sum])],
  }));
}
