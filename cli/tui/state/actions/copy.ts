import { stringifyJson } from '../../../../services/tram/index.ts';
import { firstAddress } from '../addresses.ts';
import { commandsOf } from '../shell/commands-of.ts';
import { subjectOf } from '../detail/subject.ts';
import type { Look } from '../look.ts';
import type { RowPlace } from '../mode.ts';
import type { TuiState } from '../state.ts';
import type { Next } from '../update.ts';

/** The row as JSON on one line, all of it. */
export function copyRow(state: TuiState, look: Look, place: RowPlace | undefined): Next {
  const subject = place && subjectOf(state, look, place);
  if (!subject) return told(state, 'There is no row to copy.');
  return { state, effects: [{ kind: 'copy', text: jsonText(subject.value) }] };
}

/** The command one would type to get the same. */
export function copyCommand(state: TuiState, look: Look, place: RowPlace | undefined): Next {
  const subject = place && subjectOf(state, look, place);
  const commands = subject ? commandsOf(subject, look) : [];
  if (commands.length === 0) return told(state, 'No command gives this row.');
  return { state, effects: [{ kind: 'copy', text: commands.map(({ text }) => text).join('\n') }] };
}

/** The address that is most likely opened. */
export function copyAddress(state: TuiState, look: Look): Next {
  const url = firstAddress(look);
  return url === undefined
    ? told(state, 'There is no address to copy.')
    : { state, effects: [{ kind: 'copy', text: url }] };
}

/** A document that is gone is null. */
function jsonText(value: unknown): string {
  return stringifyJson(value ?? null);
}

function told(state: TuiState, text: string): Next {
  return { state: { ...state, notice: { text, tone: 'plain' } }, effects: [] };
}
