import type { ReplicationConnection } from './connection.ts';
import { CopyBoth } from './copy-both.ts';
import { laterLsn, type Lsn, zeroLsn } from './lsn.ts';
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
  /** The server may forget what committed before `lsn`; it is told within 10 ms. Never goes back. */
  acknowledge(lsn: Lsn): void;
  /** Asks for a keepalive now. */
  ping(): void;
  /** Stops reading the socket: the server waits, and is still told our status. */
  pause(): void;
  resume(): void;
  /** Why the stream ended; undefined after `stop`. Never rejects. */
  readonly ended: Promise<Error | undefined>;
  /** Sends the last status and ends the connection. */
  stop(): Promise<void>;
}

const acknowledgeWithinMs = 10;
const statusEveryMs = 1000;
const askAfterSilentMs = 10_000;
const lostAfterSilentMs = 30_000;
const goodbyeWithinMs = 1000;

/**
 * Streams a slot from where it was last acknowledged. Rejects with PostgreSQL's error: 55006 slot in use, 42704 no such
 * slot, 55000 slot invalidated. Status is sent on a timer of its own, so that no slow consumer loses the connection.
 */
export function startStreaming(connection: ReplicationConnection, options: StreamOptions): Promise<ReplicationStream> {
  const decoder = new PgoutputDecoder();
  let confirmed: Lsn = zeroLsn;
  let heardMs = performance.now();
  let paused = false;
  let stopping = false;
  let acknowledgement: NodeJS.Timeout | undefined;
  let statusTimer: NodeJS.Timeout | undefined;

  function sendStatus(replyRequested = false): void {
    clearTimeout(acknowledgement);
    acknowledgement = undefined;
    copy.send(encodeStatus(confirmed, Date.now(), replyRequested));
  }

  function onChunk(chunk: Buffer): void {
    heardMs = performance.now();
    if (stopping) return;
    try {
      const frame = decodeFrame(chunk);
      if (frame.kind === 'xlog-data') return options.onMessage(decoder.decode(chunk, frame.messageAt));
      options.onMessage({ kind: 'keepalive', walEnd: frame.walEnd });
      if (frame.replyRequested) sendStatus();
    } catch (error) {
      copy.socket?.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  function onTick(): void {
    const silentMs = paused ? 0 : performance.now() - heardMs;
    if (silentMs > lostAfterSilentMs) copy.socket?.destroy(new Error(`Nothing heard from PostgreSQL for ${silentMs} ms`));
    else sendStatus(silentMs > askAfterSilentMs);
  }

  let settleEnded!: (reason: Error | undefined) => void;
  const ended = new Promise<Error | undefined>((resolve) => {
    settleEnded = resolve;
  });
  const publications = options.publications.map(quoteIdentifier).join(',');
  const command =
    `START_REPLICATION SLOT ${quoteIdentifier(options.slot)} LOGICAL 0/0 ` +
    `(proto_version '1', publication_names ${quoteLiteral(publications)})`;

  const stream: ReplicationStream = {
    ended,
    acknowledge(lsn) {
      if (lsn <= confirmed) return;
      confirmed = laterLsn(confirmed, lsn);
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
      const force = setTimeout(() => copy.socket?.destroy(), goodbyeWithinMs);
      await ended;
      clearTimeout(force);
    },
  };

  let copy!: CopyBoth;
  return new Promise((resolve, reject) => {
    copy = new CopyBoth(command, {
      onChunk,
      onStarted() {
        statusTimer = setInterval(onTick, statusEveryMs);
        resolve(stream);
      },
      onEnded(reason) {
        clearInterval(statusTimer);
        clearTimeout(acknowledgement);
        settleEnded(stopping ? undefined : reason);
        reject(reason);
      },
    });
    connection.client.query(copy);
  });
}
