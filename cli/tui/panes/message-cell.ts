import type { Envelope } from '../../model/mapping/envelope.ts';
import { messageTitle } from '../../model/message-title.ts';
import type { Cell } from './pane.ts';
import { sign } from './signs.ts';
import { shortName } from './texts.ts';

type Titled = Pick<Envelope, 'type' | 'form' | 'outcome'>;

/** What a message is: in words where there is room, else a command and its answer by a sign, and a refusal by one more. */
export function messageCell(titled: Titled, unknown?: string): Cell {
  const text = messageTitle(titled, unknown);
  const name = titled.type ?? unknown ?? text;
  const before = signsOf(titled);
  return {
    text,
    shorter: (width) => before + shortName(name)(width - before.length),
    ...(titled.outcome === 'FAILURE' && { tone: 'unsure' as const }),
  };
}

function signsOf({ form, outcome }: Titled): string {
  if (form === 'command') return `${sign.command} `;
  if (form === 'reply') return `${sign.reply} ${outcome === 'FAILURE' ? `${sign.failed} ` : ''}`;
  return '';
}
