import { createLedger } from '../ledger/ledger.ts';
import { toError } from '../../lib/errors.ts';
import type { Outcome } from '../state/effect.ts';
import type { Look } from '../state/look.ts';
import { Listeners } from './listeners.ts';
import type { Session } from './session.ts';

/** A session that is there already while what it shows is still being read. `name` is what is being opened. */
export function openLater(opening: Promise<Session>, name: string): Session {
  const nothing = createLedger([], true);
  const changes = new Listeners();
  const news = new Listeners<[Outcome]>();
  let opened: Session | undefined;
  let failure = '';
  opening.then(
    (session) => {
      opened = session;
      session.onChange(changes.tell);
      session.onNews(news.tell);
      changes.tell();
    },
    (thrown: unknown) => {
      failure = toError(thrown).message;
      changes.tell();
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
    onChange: changes.add,
    onNews: news.add,
    async close() {
      await (await opening.catch(() => undefined))?.close();
    },
  };
}
