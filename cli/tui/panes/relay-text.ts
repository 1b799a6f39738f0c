import { bytesBehind, type RelayProgress } from '../../model/relay-progress.ts';
import { lagIn, relaysIn, type Ledger } from '../ledger/ledger.ts';
import type { Look } from '../state/look.ts';
import { sign } from './signs.ts';

/**
 * How far the relay is: messages that wait, and bytes of the log, then how it learns of them and up to where each database
 * was relayed. Told from what was seen, so that it holds while the relay is stopped, and in a recording.
 */
export function relayTexts({ ledger, session }: Look): string[] {
  const progress = [...ledger.models.values()].flatMap((model) => [...relaysIn(ledger, model)]);
  const waits = waitingIn(ledger);
  const mode = progress.find(([, each]) => each.mode !== undefined)?.[1].mode ?? session.relayMode;
  return [
    ...(waits === 0 ? [] : [`${waits} ${waits === 1 ? 'waits' : 'wait'} ${sign.waiting}`]),
    ...(waits === 0 || mode === 'polling' ? [] : bytesText(progress)),
    ...(waits === 0 && progress.length > 0 ? ['0 behind'] : []),
    ...[[...(mode === undefined ? [] : [`relay ${mode}`]), ...upTo(progress)].join(' ')].filter(Boolean),
  ];
}

/** Nothing where it cannot be told of one of them. */
function bytesText(progress: readonly (readonly [string, RelayProgress])[]): string[] {
  const bytes = progress.map(([, each]) => bytesBehind(each));
  if (bytes.includes(undefined)) return [];
  const sum = bytes.reduce((total: number, each = 0) => total + each, 0);
  return [`${sum} ${sum === 1 ? 'byte' : 'bytes'} behind`];
}

function waitingIn(ledger: Ledger): number {
  return [...ledger.models.values()]
    .flatMap((model) => Object.values(lagIn(ledger, model).relays))
    .reduce((sum, count) => sum + count, 0);
}

function upTo(progress: readonly (readonly [string, RelayProgress])[]): string[] {
  const places = progress.flatMap(([database, { relayedTo }]) =>
    relayedTo === undefined ? [] : [`${database} ${relayedTo}`],
  );
  return places.length === 0 ? [] : [`up to ${places.join(', ')}`];
}
