import type { Document } from '../indexes/documents.ts';
import type { OutboxRow } from '../indexes/transaction.ts';
import { compareRows } from '../order.ts';
import { place, type ViewRole } from '../roles.ts';
import { differences, printed, type Difference } from '../view/difference.ts';
import { expectedDocument } from '../view/expected-document.ts';
import { targetName, viewEventsOf } from '../view/targets.ts';
import { messageLabel, type InvariantKind, type Subject } from './invariant.ts';

/** Every view document that the run touched is what the events alone say it must be. */
export const viewEqualsFold: InvariantKind<'view-equals-fold'> = {
  appliesTo: ({ views }) => Object.keys(views).length > 0,
  restsOn: (probe) => probe.startsWith('wal ') || probe.startsWith('views '),
  needsEveryState: () => false,
  check(subject) {
    const documents = touchedDocuments(subject);
    const violations = documents.flatMap((touched) => disagreement(subject, touched));
    return { touched: documents.length > 0, violations, unknown: [] };
  },
};

interface TouchedDocument {
  readonly view: ViewRole;
  readonly id: string;
}

/** Those that the run's events are meant for, and those that took them, rightly or not. */
function touchedDocuments({ model, scope }: Subject): TouchedDocument[] {
  const touched = new Map<string, TouchedDocument>();
  const touch = (view: ViewRole | undefined, id: string) => {
    if (view) touched.set(targetName(view.name, id), { view, id });
  };
  for (const { outbox, applications } of scope.stories) {
    for (const row of outbox)
      for (const { view, document } of viewEventsOf(model.roles, row)) touch(view, document);
    for (const { database, collection, document } of applications)
      touch(model.roles.views.get(place(database, collection)), document);
  }
  return [...touched.values()];
}

function disagreement({ model }: Subject, { view, id }: TouchedDocument): string[] {
  const events = [...(model.targets.get(targetName(view.name, id)) ?? [])].sort((left, right) =>
    compareRows(model, left.row, right.row),
  );
  const history = model.documents.get(place(view.database, view.collection))?.get(id);
  const name = `${view.collection} ${id}`;
  const last = events.at(-1)?.row;
  if (!history?.last) {
    if (!last) return [];
    const fate = history ? 'was deleted' : 'was never written';
    return [`${name} ${fate}; the last event for it: ${messageLabel(last)}`];
  }
  const base = history.born ? {} : content(history.first, view);
  const { document, setBy } = expectedDocument(events, base);
  return differences(document, content(history.last, view)).map((difference) =>
    findingOf(name, difference, setterOf(setBy, difference.path)),
  );
}

function content(document: Document | null, { guards }: ViewRole): Document {
  const { _id, [guards]: _, ...rest } = document ?? {};
  return rest;
}

function findingOf(name: string, { path, expected, actual }: Difference, row: OutboxRow | undefined): string {
  const why = row ? `the events say ${printed(expected)} (${messageLabel(row)})` : 'no event set it';
  return `${name}: ${path} is ${printed(actual)}, ${why}`;
}

/** The event that set the field or one that holds it; of a field that is too many, none. */
function setterOf(setBy: ReadonlyMap<string, OutboxRow>, path: string): OutboxRow | undefined {
  const steps = path.split('.');
  for (let length = steps.length; length > 0; length -= 1) {
    const row = setBy.get(steps.slice(0, length).join('.'));
    if (row) return row;
  }
  return [...setBy].find(([set]) => set.startsWith(`${path}.`))?.[1];
}
