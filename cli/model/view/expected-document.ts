import type { Document } from '../indexes/documents.ts';
import type { OutboxRow } from '../indexes/transaction.ts';
import { aggregateName } from './guards.ts';
import { valuesOf, type ViewEvent } from './targets.ts';
import { render, renderPath } from './template.ts';

export interface ExpectedDocument {
  readonly document: Document;
  /** The event that set it, by dotted path. */
  readonly setBy: ReadonlyMap<string, OutboxRow>;
}

/**
 * What the events alone say that the document must be. As the view does, each aggregate's events are taken in commit
 * order, and one that is not later than the last applied of its aggregate has no effect. `base` is what was in the
 * document before the first event seen.
 */
export function expectedDocument(events: readonly ViewEvent[], base: Document): ExpectedDocument {
  const document: Record<string, unknown> = structuredClone(base);
  const setBy = new Map<string, OutboxRow>();
  const applied = new Map<string, string>();
  for (const { rule, row } of events) {
    const { id, aggregateType, aggregateId } = row.envelope;
    const aggregate = aggregateName(aggregateType, aggregateId);
    if (id <= (applied.get(aggregate) ?? '')) continue;
    applied.set(aggregate, id);
    const values = valuesOf(row);
    for (const [template, value] of Object.entries(rule.set)) {
      const path = renderPath(template, values);
      setAt(document, path, render(value, values));
      setBy.set(path.join('.'), row);
    }
  }
  return { document, setBy };
}

function setAt(document: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let parent = document;
  for (const name of path.slice(0, -1)) {
    const inner = Object.hasOwn(parent, name) ? parent[name] : undefined;
    const next = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
    define(parent, name, next);
    parent = next;
  }
  const last = path.at(-1) ?? '';
  if (value === undefined) delete parent[last];
  else define(parent, last, value);
}

/** An id comes from a message: assigned, `__proto__` would reach into every object. */
function define(parent: object, name: string, value: unknown): void {
  Object.defineProperty(parent, name, { value, writable: true, enumerable: true, configurable: true });
}
