/** Writes one structured line about something an operator may want to know. */
export type Log = (event: string, fields?: Readonly<Record<string, string | number | null>>) => void;

/** JSON lines to a stream, stderr in the server process. */
export function jsonLog(out: { write(line: string): unknown }): Log {
  return (event, fields = {}) => {
    out.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`);
  };
}
