import { Binary, UUID } from 'bson';
import { keyOf } from '../value/key.ts';
import { Int32 } from 'bson';
import { docOf, isDoc, type Value } from '../value/value.ts';
import type { Command } from './command.ts';

/** The key of a session: its `lsid` is `{ id: UUID }`. */
export function sessionKey(lsid: Value | undefined): string | undefined {
  const id = isDoc(lsid) ? lsid.get('id') : undefined;
  return id === undefined ? undefined : keyOf(id);
}

export const startSession: Command = {
  accepts: ['startSession'],
  run: () =>
    docOf({
      id: docOf({ id: new Binary(new UUID().buffer, Binary.SUBTYPE_UUID) }),
      timeoutMinutes: new Int32(30),
      ok: 1,
    }),
};

/** Sessions hold nothing but cursors and the memory of their last retryable write, which expires by itself. */
export const refreshSessions: Command = { accepts: ['refreshSessions'], run: () => docOf({ ok: 1 }) };

export const endSessions: Command = {
  accepts: ['endSessions', 'killSessions'],
  run(args, { cursors, store }) {
    for (const field of ['endSessions', 'killSessions'])
      for (const lsid of args.docs(field)) {
        const session = sessionKey(lsid);
        if (session === undefined) continue;
        cursors.closeOfSession(session);
        store.remembered.forget(session);
      }
    return docOf({ ok: 1 });
  },
};
