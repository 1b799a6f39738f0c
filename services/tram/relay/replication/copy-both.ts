import type { Duplex } from 'node:stream';
import type { Connection, Submittable } from 'pg';
import { copyData } from './walsender.ts';

export interface CopyBothHandler {
  readonly onStarted: () => void;
  /** The chunk is only lent: the driver uses its memory again. */
  readonly onChunk: (chunk: Buffer) => void;
  /** Once: the server refused or ended it, or the connection is gone. */
  readonly onEnded: (reason: Error) => void;
}

/** START_REPLICATION as a query of `pg`: the driver hands it the CopyData of both directions, which it has no API for. */
export class CopyBoth implements Submittable {
  readonly #command: string;
  readonly #handler: CopyBothHandler;
  #connection: Connection | undefined;
  #ended = false;

  constructor(command: string, handler: CopyBothHandler) {
    this.#command = command;
    this.#handler = handler;
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

  submit(connection: Connection): void {
    this.#connection = connection;
    connection.once('replicationStart', this.#handler.onStarted);
    connection.query(this.#command);
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (!this.#ended) this.#handler.onChunk(chunk);
  }

  handleCommandComplete(): void {
    this.handleError(new Error('The server ended the replication stream'));
  }

  handleReadyForQuery(): void {
    this.handleError(new Error('The server ended the replication stream'));
  }

  handleError(reason: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#handler.onEnded(reason);
  }
}
