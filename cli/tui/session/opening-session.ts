import { createLedger } from '../ledger/ledger.ts';
import { toError } from '../../lib/errors.ts';
import type { Look } from '../state/look.ts';
import type { Session } from './session.ts';

/** A session that is there already while what it shows is still being read. `name` is what is being opened. */
export function openLater(opening: Promise<Session>, name: string): Session {
  const nothing = createLedger([], true);
  const listeners = new Set<() => void>();
  let opened: Session | undefined;
  let failure = '';
  const changed = () => listeners.forEach((listener) => listener());
  opening.then(
    (session) => {
      opened = session;
      for (const listener of listeners) session.onChange(listener);
      changed();
    },
    (thrown: unknown) => {
      failure = toError(thrown).message;
      changed();
    },
  );
  const unread = (): Look => ({
    ledger: nothing,
    total: 0,
    spooled: 0,
    nowMs: 0,
    session: {
      source: 'recording',
      systems: [],
      label: failure,
      lab: '',
      state: failure === '' ? 'reading' : 'failed',
      detail: name,
    },
  });
  return {
    look: () => opened?.look() ?? unread(),
    perform: async (effect) => {
      try {
        return await (await opening).perform(effect);
      } catch (thrown) {
        return { ok: false, text: toError(thrown).message };
      }
    },
    onChange(listener) {
      listeners.add(listener);
      const forget = opened?.onChange(listener);
      return () => {
        listeners.delete(listener);
        forget?.();
      };
    },
    async close() {
      await (await opening.catch(() => undefined))?.close();
    },
  };
}
