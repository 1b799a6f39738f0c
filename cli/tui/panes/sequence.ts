import type { Hop } from '../../model/hop.ts';
import { shortMs } from '../../reporters/text/time.ts';
import { sequenceOf, type Participant, type Sequence, type SequenceRow } from '../../sequence/sequence.ts';
import { heads, lifelines, stepFor } from './lifelines.ts';
import type { Column, Pane, PaneRow, PaneView, Tone } from './pane.ts';

/** The chain as a sequence diagram. Every lifeline keeps its column at any width: what passes is told beside them. */
export const sequence: Pane = {
  id: 'sequence',
  title: 'sequence',
  about: 'the chain as a sequence diagram: who sent what to whom',
  empty: () => 'the chain of what is chosen is drawn here: who sent what to whom',
  columns: [{ title: '', width: 'rest', drop: 0 }],
  columnsFor: (view) => columnsFor(sequenceIn(view), view.columns),
  rows: (view) => {
    const drawn = sequenceIn(view);
    const { participants, rows } = drawn;
    const step = stepFor(participants.length, view.columns);
    const hops = new Map(view.lit.chain.map((hop) => [hop.id, hop]));
    const names = heads(participants.map(nameOf), step);
    return {
      length: names.length + rows.length,
      row: (index) =>
        index < names.length
          ? headRow(names[index]!, index)
          : rowOf(rows[index - names.length]!, index, {
              view,
              participants: participants.length,
              step,
              hops,
            }),
      find: ({ id }) => {
        const at = rows.findIndex((row) => row.kind !== 'heading' && row.hops.includes(id));
        return at < 0 ? -1 : names.length + at;
      },
      anchor: 0,
    };
  },
  summary: (view) => {
    const { participants, rows } = sequenceIn(view);
    return rows.length === 0 ? '' : `${rows.length} steps, ${participants.length} take part`;
  },
};

const memo = new WeakMap<readonly Hop[], Sequence>();

/** Read once for each picture, however many ask. */
function sequenceIn({ lit: { chain } }: PaneView): Sequence {
  const known = memo.get(chain) ?? sequenceOf([{ chain }]);
  memo.set(chain, known);
  return known;
}

function nameOf({ name, role }: Participant): string {
  return role === 'client' || role === 'service' || role === 'relay' ? name : `${role} ${name}`;
}

function columnsFor({ participants }: Sequence, width: number): readonly Column[] {
  const drawing = participants.length * stepFor(participants.length, width);
  return [
    { title: '', width: drawing, drop: 0 },
    { title: 'what passes', width: 'rest', drop: 0, least: 20 },
    { title: 'root', width: 6, drop: 1, align: 'right' },
  ];
}

function headRow(text: string, index: number): PaneRow {
  return {
    id: `head/${index}`,
    picks: null,
    hops: [],
    cells: [{ text, tone: 'strong' }],
    fields: () => ({}),
    detail: () => text,
  };
}

interface Drawing {
  readonly view: PaneView;
  readonly participants: number;
  readonly step: number;
  readonly hops: ReadonlyMap<string, Hop>;
}

function rowOf(row: SequenceRow, index: number, { view, participants, step, hops }: Drawing): PaneRow {
  const ids = row.kind === 'heading' ? [] : row.hops;
  const hop = hops.get(ids[0] ?? '');
  const tone = toneOf(row);
  const drawn = lifelines(row, participants, step);
  return {
    id: ids[0] ?? `row/${index}`,
    picks: hop && view.picked ? { ...view.picked, correlation: hop.correlation, hop: hop.id } : null,
    hops: ids,
    cells: [
      { text: drawn, tone },
      { text: row.text, tone },
      { text: shortMs(hop?.sinceRootMs ?? null), tone: 'dim' },
    ],
    fields: () => ({ kind: hop?.kind ?? '', type: hop?.type ?? '', service: hop?.service ?? '' }),
    detail: () => (hop === undefined ? row : ids.map((id) => hops.get(id))),
  };
}

function toneOf(row: SequenceRow): Tone {
  switch (row.kind) {
    case 'heading':
      return 'strong';
    case 'note':
      return ({ state: 'accent', fault: 'unsure', missing: 'bad' } as const)[row.tone];
    case 'message':
      return ({ solid: 'plain', dashed: 'dim', lost: 'bad', reply: 'plain', refusal: 'bad' } as const)[
        row.line
      ];
  }
}
