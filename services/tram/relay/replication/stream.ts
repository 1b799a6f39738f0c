import type { ReplicationConnection } from './connection.ts';
import { CopyBoth } from './copy-both.ts';
import { type Lsn, zeroLsn } from './lsn.ts';
import { PgoutputDecoder } from './pgoutput-decoder.ts';
import type { PgoutputMessage } from './pgoutput.ts';
import { quoteIdentifier, quoteLiteral } from './quote.ts';
import { decodeFrame, encodeStatus } from './walsender.ts';

export type StreamMessage = PgoutputMessage | KeepaliveMessage;

export interface KeepaliveMessage {
  readonly kind: 'keepalive';
  /** All that commits before this has been sent. */
  readonly walEnd: Lsn;
}

export interface StreamOptions {
  readonly slot: string;
  readonly publications: readonly string[];
  /** Called in the order sent, in the turn of the event loop that received it; an error thrown here ends the stream. */
  readonly onMessage: (message: StreamMessage) => void;
}

export interface ReplicationStream {
  /** Rejects with PostgreSQL's error: 55006 slot in use, 42704 no such slot, 55000 slot invalidated. */
  readonly started: Promise<void>;
  /** Why the stream ended; undefined after `stop`. Never rejects. */
  readonly ended: Promise<Error | undefined>;
  /** The server may forget what committed before `lsn`; it is told within 10 ms. Never goes back. */
  acknowledge(lsn: Lsn): void;
  /** Asks for a keepalive now. */
  ping(): void;
  /** Stops reading the socket: the server waits, and is still told our status. */
  pause(): void;
  resume(): void;
  /** Sends the last status and ends the connection. */
  stop(): Promise<void>;
}

const acknowledgeWithinMs = 10;
const statusEveryMs = 1000;
const askAfterSilentMs = 10_000;
const lostAfterSilentMs = 30_000;
const goodbyeWithinMs = 1000;

/**
 * Streams a slot from where it was last acknowledged. Status is sent on a timer of its own, so that no slow consumer
 * loses the connection; a server that is silent for 30 s is given up.
 */
export function streamSlot(connection: ReplicationConnection, options: StreamOptions): ReplicationStream {
  const decoder = new PgoutputDecoder();
  let confirmed: Lsn = zeroLsn;
  let heardMs = performance.now();
  let paused = false;
  let stopping = false;
  let acknowledgement: NodeJS.Timeout | undefined;
  let statusTimer: NodeJS.Timeout | undefined;

  const publications = options.publications.map(quoteIdentifier).join(',');
  const copy = new CopyBoth(
    `START_REPLICATION SLOT ${quoteIdentifier(options.slot)} LOGICAL 0/0 ` +
      `(proto_version '1', publication_names ${quoteLiteral(publications)})`,
    onChunk,
  );
  const started = copy.started.then(() => {
    statusTimer = setInterval(onTick, statusEveryMs);
  });
  const ended = copy.ended.then((reason) => {
    clearInterval(statusTimer);
    clearTimeout(acknowledgement);
    return stopping ? undefined : reason;
  });
  connection.client.query(copy);

  function onChunk(chunk: Buffer): void {
    heardMs = performance.now();
    if (stopping) return;
    const frame = decodeFrame(chunk);
    if (frame.kind === 'xlog-data') return options.onMessage(decoder.decode(chunk, frame.messageAt));
    options.onMessage({ kind: 'keepalive', walEnd: frame.walEnd });
    if (frame.replyRequested) sendStatus();
  }

  function onTick(): void {
    const silentMs = paused ? 0 : performance.now() - heardMs;
    if (silentMs > lostAfterSilentMs)
      copy.abort(new Error(`Nothing heard from PostgreSQL for ${silentMs} ms`));
    else sendStatus(silentMs > askAfterSilentMs);
  }

  function sendStatus(replyRequested = false): void {
    clearTimeout(acknowledgement);
    acknowledgement = undefined;
    copy.send(encodeStatus(confirmed, Date.now(), replyRequested));
  }

  return {
    started,
    ended,
    acknowledge(lsn) {
      if (lsn <= confirmed) return;
      confirmed = lsn;
      acknowledgement ??= setTimeout(sendStatus, acknowledgeWithinMs);
    },
    ping: () => sendStatus(true),
    pause() {
      paused = true;
      copy.socket?.pause();
    },
    resume() {
      paused = false;
      heardMs = performance.now();
      copy.socket?.resume();
    },
    async stop() {
      stopping = true;
      sendStatus();
      copy.terminate();
      // A paused socket would never see the server's end.
      copy.socket?.resume();
      const force = setTimeout(
        () => copy.abort(new Error('The server did not end the stream')),
        goodbyeWithinMs,
      );
      await ended;
      clearTimeout(force);
    },
  };
}
