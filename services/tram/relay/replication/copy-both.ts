import type { Duplex } from 'node:stream';
import type { Connection, Submittable } from 'pg';
import { copyData } from './walsender.ts';

/** START_REPLICATION as a query of `pg`: the driver hands it the CopyData of both directions, which it has no API for. */
export class CopyBoth implements Submittable {
  /** Rejects with the reason when the server refuses. */
  readonly started: Promise<void>;
  /** Resolves with the reason: the server refused or ended it, or the connection is gone. */
  readonly ended: Promise<Error>;
  readonly #command: string;
  readonly #onChunk: (chunk: Buffer) => void;
  #connection: Connection | undefined;
  #start!: () => void;
  #end!: (reason: Error) => void;
  #aborted = false;

  /** The chunk is only lent: the driver uses its memory again. An error that `onChunk` throws ends the stream. */
  constructor(command: string, onChunk: (chunk: Buffer) => void) {
    this.#command = command;
    this.#onChunk = onChunk;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.started = new Promise((resolve, reject) => {
      this.#start = resolve;
      void this.ended.then(reject);
    });
  }

  get socket(): Duplex | undefined {
    return this.#connection?.stream;
  }

  send(payload: Buffer): void {
    if (this.socket?.writable) this.socket.write(copyData(payload));
  }

  /** Says goodbye after what was sent before it. */
  terminate(): void {
    this.#connection?.end();
  }

  abort(reason: Error): void {
    this.#aborted = true;
    this.#end(reason);
    this.socket?.destroy();
  }

  submit(connection: Connection): void {
    this.#connection = connection;
    connection.once('replicationStart', this.#start);
    connection.query(this.#command);
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    // One read of the socket may hold more than the chunk that made us give up.
    if (this.#aborted) return;
    try {
      this.#onChunk(chunk);
    } catch (error) {
      this.abort(error instanceof Error ? error : new Error(String(error)));
    }
  }

  handleCommandComplete(): void {
    this.#end(new Error('The server ended the replication stream'));
  }

  handleReadyForQuery(): void {
    this.#end(new Error('The server ended the replication stream'));
  }

  handleError(reason: Error): void {
    this.#end(reason);
  }
}
