import { setTimeout as delay } from 'node:timers/promises';
import { keepPosition } from './keep-position.ts';
import { OutboxFlow } from './outbox-flow.ts';
import { outboxPublication } from './publication.ts';
import type { ReplicationConnection } from './replication/connection.ts';
import { streamSlot } from './replication/stream.ts';
import type { Session } from './session.ts';

const lastSendWithinMs = 2000;

/** Publishes what commits, in commit order, until the signal aborts or a connection is lost; rejects with what ended it. */
export async function streamOutbox(session: Session, replication: ReplicationConnection): Promise<void> {
  const ending = new AbortController();
  const signal = AbortSignal.any([session.signal, ending.signal]);
  const stream = streamSlot(replication, {
    slot: session.slot,
    publications: [outboxPublication],
    onMessage: (message) => flow.receive(message),
  });
  const flow: OutboxFlow = new OutboxFlow({
    session,
    signal,
    onSafe: (lsn) => stream.acknowledge(lsn),
    onFull: () => stream.pause(),
    onRoom: () => stream.resume(),
    onError: (error) => ending.abort(error),
  });
  void stream.ended.then((reason) => ending.abort(reason));
  await stream.started;
  session.onState('up');
  try {
    await keepPosition(session, flow, signal);
  } catch (error) {
    throw ending.signal.aborted ? ending.signal.reason : error;
  } finally {
    ending.abort();
    // The next session starts with what is not confirmed: none of it may still be on its way then.
    await (session.signal.aborted ? Promise.race([flow.close(), delay(lastSendWithinMs)]) : flow.close());
    await stream.stop();
  }
}
