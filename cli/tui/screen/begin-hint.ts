import type { ActionName } from '../keys/actions.ts';
import { keysOf } from '../keys/keymap.ts';
import type { Look } from '../state/look.ts';
import type { TuiState } from '../state/state.ts';

/** What to press so that something happens; undefined where something has, or where no key would do. */
export function beginHint({ keymap, play }: TuiState, { ledger, session }: Look): string | undefined {
  if (ledger.newest.last) return undefined;
  const press = (action: ActionName, to: string) => {
    const [key] = keysOf(keymap, action);
    return key === undefined ? undefined : `press ${key} to ${to}`;
  };
  if (session.lesson) return press('pause', 'go on');
  if (session.state === 'reading' || session.state === 'failed' || session.state === 'gone') return undefined;
  if (session.source === 'recording') return play.on ? undefined : press('pause', 'play the recording');
  return session.scenarios?.length === 0
    ? press('request', 'send a request')
    : press('run', 'run a scenario');
}
