/** Bytes that are no BSON document. The connection that sent them is closed. */
export class MalformedBson extends Error {
  constructor(what: string) {
    super(`Malformed BSON: ${what}`);
    this.name = 'MalformedBson';
  }
}
