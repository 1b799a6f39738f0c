/** Writes one structured line: level, what happened, and the values that matter. */
export type LogLine = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields?: Readonly<Record<string, string | number | boolean | null>>,
) => void;

/** JSON lines, one object each. */
export function jsonLines(write: (line: string) => void): LogLine {
  return (level, message, fields = {}) => {
    write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
  };
}
