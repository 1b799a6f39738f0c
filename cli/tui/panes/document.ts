import { stringifyJson } from '../../../services/tram/index.ts';
import { modelOfDatabase } from '../ledger/ledger.ts';
import type { LoggedDocument } from '../ledger/documents.ts';
import { place } from '../../model/roles.ts';
import { guardsOf } from '../../model/view/guards.ts';
import type { Look } from '../state/look.ts';
import type { Pane, PaneRow } from './pane.ts';

/** Documents of the CQRS views. */
export const document: Pane = {
  id: 'document',
  title: 'documents',
  about: 'documents of the views, as they are now, with the fields that changed last',
  empty: 'no document yet',
  columns: [
    { title: 'collection', width: 12, drop: 0 },
    { title: '_id', width: 6, drop: 0 },
    { title: 'document', width: 'rest', drop: 0 },
  ],
  rows: ({ look }) => ({
    length: look.ledger.documents.documents.length,
    row: (index) => rowOf(look, look.ledger.documents.documents[index]!),
  }),
  summary: ({ look: { ledger } }) => `${ledger.documents.documents.length}`,
};

function rowOf({ ledger }: Look, logged: LoggedDocument): PaneRow {
  const { database, collection, id, current } = logged;
  const model = modelOfDatabase(ledger, database);
  const view = model?.roles.views.get(place(database, collection));
  const applied = view ? [...guardsOf(current, view.guards).values()].sort() : [];
  const hops = applied.map((message) => `document:${view?.name ?? ''}/${id}/${message}`);
  const last = applied.at(-1);
  const story = last === undefined ? undefined : model?.messages.stories.get(last);
  const correlation = story?.envelope?.correlation ?? story?.correlations[0];
  return {
    id: `${place(database, collection)}/${id}`,
    picks:
      model && correlation !== undefined
        ? { system: model.system.name, correlation, hop: hops.at(-1) ?? null }
        : null,
    hops,
    cells: [
      { text: collection },
      { text: id },
      current === null ? { text: '(deleted)', tone: 'dim' } : { text: stringifyJson(current) },
    ],
    fields: () => ({ collection, id, database }),
    detail: () => current,
  };
}
