import { elide, oneLine } from '../reporters/text/fit.ts';
import type { NoteTone, Participant, Sequence, SequenceRow } from './sequence.ts';

/** Mermaid draws no text above 50,000 characters, unless told to. */
const mostCharacters = 48_000;
const labelColumns = 120;

const arrows = { solid: '->>', dashed: '-->>', lost: '-x', reply: '-->>', refusal: '-->>' } as const;
const signs = { state: '', fault: '! ', missing: '✗ ' } as const satisfies Record<NoteTone, string>;

/** Text of a sequence diagram (https://mermaid.js.org/syntax/sequenceDiagram.html). What does not fit is counted at its end. */
export function mermaidText({ participants, rows }: Sequence): string {
  const head = [
    'sequenceDiagram',
    ...(participants.length === 0 ? ['participant p0 as nobody'] : participants.map(participantLine)),
  ];
  const lines: string[] = [];
  let room = mostCharacters - head.join('\n    ').length;
  for (const row of rows) {
    const line = rowLine(row, participants.length);
    room -= line.length + 5;
    if (room < 0) break;
    lines.push(line);
  }
  const left = rows.length - lines.length;
  const rest = left === 0 ? [] : [`Note over p0: ${escapeText(`… ${left} more are left out here`)}`];
  return `${[...head, ...lines, ...rest].join('\n    ')}\n`;
}

function participantLine({ name, role }: Participant, index: number): string {
  const word = role === 'client' ? 'actor' : 'participant';
  const about = role === 'client' || role === 'service' || role === 'relay' ? '' : `<br/>${role}`;
  return `${word} p${index} as ${escapeText(name)}${about}`;
}

function rowLine(row: SequenceRow, participants: number): string {
  switch (row.kind) {
    case 'message':
      return `p${row.from}${arrows[row.line]}p${row.to}: ${escapeText(row.text)}`;
    case 'note':
      return `Note over p${row.over}: ${escapeText(signs[row.tone] + row.text)}`;
    case 'heading': {
      const all = participants > 1 ? `p0,p${participants - 1}` : 'p0';
      return `Note over ${all}: ${escapeText(row.text)}`;
    }
  }
}

/**
 * Everything but letters, digits and harmless signs as an entity code, which Mermaid decodes when it draws. So are the
 * first letters of words that its preprocessing looks for anywhere in a line.
 */
function escapeText(text: string): string {
  const plain = elide(oneLine(text), labelColumns);
  if (plain === '') return '#8203;';
  return plain
    .replaceAll(/[^\p{L}\p{N} .,:>/_()@!?'…✗-]/gu, (sign) => `#${sign.codePointAt(0)};`)
    .replaceAll(/\b(?=style|classDef|wrap|nowrap|end\b|as\b)\w/gi, (letter) => `#${letter.codePointAt(0)};`);
}
