import { changedRow } from '../../model/changes/changed-row.ts';
import { sagaChanges } from '../../model/changes/saga-changes.ts';
import type { Hop } from '../../model/hop.ts';
import { rowAt } from '../../model/indexes/tables.ts';
import { place } from '../../model/roles.ts';
import { guardsOf } from '../../model/view/guards.ts';
import { documentName } from '../ledger/documents.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { sagaTitle } from '../ledger/sagas.ts';
import { modelsOf } from '../ledger/watches.ts';
import { rowLines, stateLines } from './change-lines.ts';
import { comparedLines } from './compared-lines.ts';
import type { ChangeLine } from './pane.ts';
import { sagaHop } from './saga-hop.ts';
import { sign } from './signs.ts';

/** What a hop changed, compared with what was there before it; nothing of a hop that changes nothing. */
export function hopChanges(ledger: Ledger, system: string, hop: Hop): ChangeLine[] {
  switch (hop.kind) {
    case 'row':
      return rowChanges(ledger, system, hop);
    case 'saga':
      return sagaHopChanges(ledger, hop);
    case 'document':
      return documentChanges(ledger, system, hop);
    case 'http':
    case 'outbox':
    case 'relay':
    case 'record':
    case 'handled':
    case 'duplicate':
    case 'retry':
    case 'parked':
    case 'fault':
    case 'missing':
      return [];
  }
}

function rowChanges(ledger: Ledger, system: string, { id, ref }: Hop): ChangeLine[] {
  const { database = '', table: name = '', key, xid } = ref;
  if (typeof key !== 'object' || key === null) return [];
  for (const { tables } of modelsOf(ledger, system)) {
    const table = tables.get(place(database, name));
    const event = (table && rowAt(table, key))?.events.find(
      ({ transaction, index }) => transaction.xid === xid && id === `row:${database}/${xid}/${index}`,
    );
    if (table && event) return rowLines(changedRow(table, event));
  }
  return [];
}

function sagaHopChanges({ sagas }: Ledger, { id, ref }: Hop): ChangeLine[] {
  const logged = sagas.byName.get(sagaTitle(ref.saga ?? '', ref.instance ?? ''));
  if (!logged) return [];
  const { model, instance } = logged;
  return stateLines(sagaChanges(model, instance).filter((state) => sagaHop(instance, state) === id));
}

/** Only the last change of a document is kept with what was before it. */
function documentChanges(ledger: Ledger, system: string, { ref }: Hop): ChangeLine[] {
  const { database = '', collection = '', _id = '', message = '' } = ref;
  const logged = ledger.documents.byName.get(documentName(database, collection, _id));
  const view = ledger.models.get(system)?.roles.views.get(place(database, collection));
  if (!logged || !view) return [];
  const { current, previous } = logged;
  const names = (document: typeof current) => [...guardsOf(document, view.guards).values()];
  if (!names(current).includes(message) || names(previous).includes(message))
    return [{ text: '  it has changed again since, and what it was before is not kept', tone: 'dim' }];
  const against = previous === null ? 'no document is known before' : 'compared with the document before';
  return [
    { text: `  ${against}`, tone: 'dim' },
    ...comparedLines(current, previous ?? {}).map(({ text, change }): ChangeLine => {
      const mark = change === 'same' ? ' ' : sign[change];
      const tone = change === 'removed' ? 'unsure' : change === 'same' ? 'plain' : 'changed';
      return { text: `    ${mark} ${text}`, tone };
    }),
  ];
}
