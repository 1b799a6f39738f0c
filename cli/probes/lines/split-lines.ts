/** Cuts a byte stream into whole lines; what follows the last newline waits for the next piece. */
export function lineSplitter(): (piece: Buffer) => string[] {
  let rest: Buffer = Buffer.alloc(0);
  return (piece) => {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const end = bytes.lastIndexOf(0x0a);
    rest = Buffer.from(bytes.subarray(end + 1));
    return end === -1 ? [] : bytes.subarray(0, end).toString('utf8').split('\n');
  };
}
