import type { ChangedRow } from '../../model/changes/changed-row.ts';
import type { StateChanges } from '../../model/changes/saga-changes.ts';
import { columnText } from '../../reporters/text/changed-row-text.ts';
import { wrap } from '../../reporters/text/fit.ts';
import { stateChangeTexts } from '../../reporters/text/state-changes-text.ts';
import type { ChangeLine } from './pane.ts';
import { sign } from './signs.ts';

/** Columns of text that fit, indented, into the detail view of the smallest terminal. */
const width = 62;

const ops = {
  insert: { mark: sign.added, tone: 'changed' },
  update: { mark: sign.changed, tone: 'changed' },
  delete: { mark: sign.removed, tone: 'unsure' },
} as const;

/** States of a saga, each with the rows that changed because of it. */
export function stateLines(states: readonly StateChanges[]): ChangeLine[] {
  return states
    .flatMap((state) => stateChangeTexts(state, width))
    .flatMap((text): ChangeLine[] => {
      if (text.kind === 'commit') return text.lines.map((line) => ({ text: `  ${line}`, tone: 'dim' }));
      const { mark, tone } = ops[text.op];
      return indented(`    ${mark} `, text.lines).map((line) => ({ text: line, tone }));
    });
}

const marks = {
  added: { mark: sign.added, tone: 'changed' },
  changed: { mark: sign.changed, tone: 'changed' },
  removed: { mark: sign.removed, tone: 'unsure' },
  same: { mark: ' ', tone: 'plain' },
  unknown: { mark: ' ', tone: 'plain' },
} as const;

const against = {
  row: 'compared with the row before',
  none: 'there was no row before',
  unknown: 'the row before is not known',
} as const satisfies Record<ChangedRow['before'], string>;

/** A row column by column, those that are not as they were marked. */
export function rowLines({ before, columns }: ChangedRow): ChangeLine[] {
  return [
    { text: `  ${against[before]}`, tone: 'dim' },
    ...columns.flatMap((column): ChangeLine[] => {
      const { mark, tone } = marks[column.change];
      // That it is new says the mark.
      const shown = column.change === 'added' ? { ...column, change: 'same' as const } : column;
      return indented(`    ${mark} `, wrap(columnText(shown).split(' '), width)).map((text) => ({
        text,
        tone,
      }));
    }),
  ];
}

function indented(lead: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => (index === 0 ? lead : ' '.repeat(lead.length + 2)) + line);
}
