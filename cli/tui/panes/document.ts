import { place, type ViewRole } from '../../model/roles.ts';
import { correlationOf } from '../../model/indexes/message-story.ts';
import type { Model } from '../../model/model.ts';
import { eventsBehind } from '../../model/view/behind.ts';
import { guardsOf } from '../../model/view/guards.ts';
import { modelOfDatabase } from '../ledger/ledger.ts';
import { documentName, type LoggedDocument } from '../ledger/documents.ts';
import type { Look } from '../state/look.ts';
import { comparedLines, type ComparedLine } from './compared-lines.ts';
import { declares } from './declares.ts';
import { madeOf, type Pane, type PaneRow, type PaneView, type Tone } from './pane.ts';
import { sign } from './signs.ts';
import { ageOf } from './texts.ts';

/** All documents as a list, and below them the one that belongs to what is chosen, or that changed last, field by field. */
export const document: Pane = {
  id: 'document',
  title: 'documents',
  shortTitle: 'docs',
  about: 'documents of the views: fields that changed last, and how many events they are behind',
  empty: ({ look }) =>
    declares(look, 'views') ? 'documents appear here as events change them' : 'this system has no views',
  columns: [
    { title: '', width: 1, drop: 0 },
    { title: 'document', width: 'rest', drop: 0 },
    { title: 'behind', width: 6, drop: 1, align: 'right' },
    { title: 'changed', width: 8, drop: 2, align: 'right' },
  ],
  rows: (view) => {
    const { documents } = view.look.ledger.documents;
    const shown = shownDocument(view);
    const lines = shown ? linesOf(shown, undefined) : [];
    const listed = documents.length;
    return {
      length: listed + (shown ? 1 + lines.length : 0),
      row: (index) => {
        if (index < listed || !shown) return listRow(view.look, documents[index]!, '');
        if (index === listed) return listRow(view.look, shown, '=');
        return lineRow(view.look, shown, lines[index - listed - 1]!, index - listed);
      },
      anchor: listed,
      made: madeOf({ length: listed, row: (index) => listRow(view.look, documents[index]!, '') }),
    };
  },
  summary: ({ look: { ledger } }) => `${ledger.documents.documents.length}`,
};

/** Of those in the chain the one that is chosen, else one whose last change is of the chain, else the one that changed last. */
function shownDocument({ look, lit, picked }: PaneView): LoggedDocument | undefined {
  const { byName, latest } = look.ledger.documents;
  const ofChain = new Set<LoggedDocument>();
  for (const { id, kind, ref } of lit.chain) {
    if (kind !== 'document') continue;
    const known = byName.get(documentName(ref.database ?? '', ref.collection ?? '', ref._id ?? ''));
    if (known && id === picked?.hop) return known;
    if (known) ofChain.add(known);
  }
  const changedLast = [...ofChain].sort((left, right) => right.seq - left.seq);
  return changedLast.find((each) => lit.hops.has(lastHopOf(look, each))) ?? changedLast[0] ?? latest;
}

/** Made once for each change of a document, not for each picture: one may hold thousands of orders. */
function perChange<T>(make: (logged: LoggedDocument, view: ViewRole | undefined) => T): typeof make {
  const made = new WeakMap<LoggedDocument, { readonly changes: number; readonly what: T }>();
  return (logged, view) => {
    const known = made.get(logged);
    if (known?.changes === logged.changes) return known.what;
    const what = make(logged, view);
    made.set(logged, { changes: logged.changes, what });
    return what;
  };
}

const linesOf = perChange(({ current, previous }) => comparedLines(current, previous));

/** Ids of the messages that it shows the work of, the newest last. */
const appliedTo = perChange(({ current }, view) =>
  view ? [...guardsOf(current, view.guards).values()].sort() : [],
);

interface Known {
  readonly model: Model | undefined;
  readonly view: ViewRole | undefined;
}

function knownOf({ ledger }: Look, { database, collection }: LoggedDocument): Known {
  const model = modelOfDatabase(ledger, database);
  return { model, view: model?.roles.views.get(place(database, collection)) };
}

function listRow(look: Look, logged: LoggedDocument, prefix: string): PaneRow {
  const { collection, id, current, changes, seenMs } = logged;
  const { model, view } = knownOf(look, logged);
  const behind = model && view ? eventsBehind(model, view, id).length : 0;
  const name = `${collection} ${id}${current === null ? ' (deleted)' : ''}`;
  const title = prefix === '' ? name : `${name} after change ${changes}`;
  return {
    ...commonOf(look, logged),
    hops: hopsOf(look, logged),
    id: `${prefix}${documentName(logged.database, collection, id)}`,
    cells: [
      behind > 0 ? { text: sign.waiting, tone: 'unsure' } : { text: sign.passed, tone: 'good' },
      { text: title, shorter: () => name, tone: prefix === '' ? 'plain' : 'strong' },
      behind > 0 ? { text: `${behind}`, tone: 'unsure' } : { text: '0', tone: 'dim' },
      { text: ageOf(look.nowMs - seenMs), tone: 'dim' },
    ],
  };
}

const tones = {
  added: 'changed',
  changed: 'changed',
  removed: 'unsure',
  same: 'plain',
} as const satisfies Record<ComparedLine['change'], Tone>;

function lineRow(look: Look, logged: LoggedDocument, line: ComparedLine, number: number): PaneRow {
  const { text, change, field } = line;
  const { view } = knownOf(look, logged);
  // The guards are the view's own book-keeping.
  const tone = field === view?.guards && change === 'same' ? 'dim' : tones[change];
  const mark = change === 'same' ? ' ' : sign[change];
  const name = documentName(logged.database, logged.collection, logged.id);
  return {
    ...commonOf(look, logged),
    id: `=${name}/${number}`,
    hops: [],
    cells: [{ text: `${mark} ${text}`, tone }],
  };
}

/** It stands for each message that a guard of it names. */
function hopsOf(look: Look, logged: LoggedDocument): string[] {
  const { view } = knownOf(look, logged);
  return appliedTo(logged, view).map((message) => hopOf(view, logged, message));
}

function hopOf(view: ViewRole | undefined, { id }: LoggedDocument, message: string): string {
  return `document:${view?.name ?? ''}/${id}/${message}`;
}

function lastHopOf(look: Look, logged: LoggedDocument): string {
  const { view } = knownOf(look, logged);
  return hopOf(view, logged, appliedTo(logged, view).at(-1) ?? '');
}

function commonOf(look: Look, logged: LoggedDocument): Omit<PaneRow, 'id' | 'cells' | 'hops'> {
  const { database, collection, id, current } = logged;
  const { model, view } = knownOf(look, logged);
  const last = appliedTo(logged, view).at(-1) ?? '';
  const story = model?.messages.stories.get(last);
  const picks =
    model && story
      ? { system: model.system.name, correlation: correlationOf(story), hop: hopOf(view, logged, last) }
      : null;
  return { picks, fields: () => ({ collection, id, database }), detail: () => current };
}
