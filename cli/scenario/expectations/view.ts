import type { Model } from '../../model/model.ts';
import { currentDocument } from '../../model/state.ts';
import type { System } from '../../systems/system.ts';
import { difference } from '../contains.ts';
import type { Finding } from '../finding.ts';
import { scalarText } from '../scalar.ts';
import type { ViewExpectation } from '../schema.ts';

/** Whether the document of a view is as expected. Variables are filled in. */
export function findView(model: Model, system: System, expected: ViewExpectation): Finding {
  const { collection, id, json } = expected;
  const database =
    expected.database ??
    Object.values(system.views).find((view) => view.collection === collection)?.database ??
    '';
  const document = currentDocument(model, database, collection, scalarText(id));
  if (document === undefined || document === null)
    return { holds: false, seen: null, why: `there is no document ${scalarText(id)} in ${collection}` };
  for (const [path, value] of Object.entries(json)) {
    const why = difference(value, atDotted(document, path), { numbersAsText: true }, path);
    if (why !== undefined) return { holds: false, seen: document, why };
  }
  return { holds: true, seen: document };
}

/** What a dotted path leads to; a field whose own name has dots comes first. */
function atDotted(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Object.hasOwn(value, path)) return Reflect.get(value, path);
  const dot = path.indexOf('.');
  return dot < 0 ? undefined : atDotted(Reflect.get(value, path.slice(0, dot)), path.slice(dot + 1));
}
