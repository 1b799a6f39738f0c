import { MongoClient } from 'mongodb';
import { eventuate } from '../../model/mapping/eventuate.ts';
import { differences, printed } from '../../model/view/difference.ts';
import { parsePayload } from '../../model/view/payload.ts';
import { render, renderPath, renderText } from '../../model/view/template.ts';
import { idText, plainDocument } from '../../probes/views/plain.ts';
import type { System } from '../../systems/system.ts';
import { checkOf, type SoakCheck } from '../report.ts';
import { outboxOf, type Databases } from '../sql.ts';

type View = System['views'][string];
type Documents = Map<string, Record<string, unknown>>;

/** Each document is what the events alone say it must be. */
export async function viewChecks(
  system: System,
  urls: Readonly<Record<string, string>>,
  databases: Databases,
): Promise<SoakCheck[]> {
  const checks: SoakCheck[] = [];
  for (const [name, view] of Object.entries(system.views)) {
    const expected = await expectedDocuments(system, view, databases);
    const actual = await storedDocuments(view, urls[view.database] ?? '');
    const ids = new Set([...expected.keys(), ...actual.keys()]);
    const bad = [...ids].flatMap((id) =>
      differences(expected.get(id), actual.get(id)).map(
        ({ path, expected: wanted, actual: found }) =>
          `${view.collection} ${id}: ${path || 'the document'} is ${printed(found)}, the events say ${printed(wanted)}`,
      ),
    );
    checks.push(checkOf(`view ${name} is the fold of the events`, ids.size, bad));
  }
  return checks;
}

/** By ascending id an aggregate's events come in their order, and no two aggregates set the same field. */
async function expectedDocuments(system: System, view: View, databases: Databases): Promise<Documents> {
  const documents: Documents = new Map();
  for (const database of Object.keys(system.messaging))
    for await (const row of outboxOf(databases, database)) {
      const message = eventuate.messageOfRow(row);
      const { topic, type, aggregateId } = message?.envelope ?? {};
      const rule = view.fold[`${topic}/${type}`];
      if (!message || !rule) continue;
      const values = { aggregateId: aggregateId ?? null, payload: parsePayload(message.payload) };
      const id = renderText(rule.document, values);
      const document = documents.get(id) ?? {};
      documents.set(id, document);
      for (const [template, value] of Object.entries(rule.set))
        setAt(document, renderPath(template, values), render(value, values));
    }
  return documents;
}

function setAt(document: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let parent = document;
  for (const name of path.slice(0, -1)) {
    const inner = parent[name];
    const next = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
    parent[name] = next;
    parent = next;
  }
  parent[path.at(-1) ?? ''] = value;
}

async function storedDocuments({ collection, guards }: View, url: string): Promise<Documents> {
  const client = new MongoClient(url, {
    appName: 'saga-lab soak',
    useBigInt64: true,
    serverSelectionTimeoutMS: 10_000,
  });
  try {
    const documents: Documents = new Map();
    for await (const found of client.db().collection(collection).find()) {
      const { _id, [guards]: guard, ...rest } = found;
      if (guard !== undefined || Object.keys(rest).length > 0)
        documents.set(idText(_id), plainDocument(rest));
    }
    return documents;
  } finally {
    await client.close();
  }
}
