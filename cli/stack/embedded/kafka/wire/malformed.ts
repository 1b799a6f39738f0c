/** Bytes that are not the protocol: the connection that sent them is closed, nothing else. */
export class MalformedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedError';
  }
}
