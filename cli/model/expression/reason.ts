/** Why an expression is neither true nor false, in a line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, summary } = error as { readonly code?: string; readonly summary?: string };
  if (error instanceof RangeError && /call stack|string length/.test(error.message))
    return 'it is too deep or too long';
  const text = summary ?? error.message;
  const key = /^No such key: (.*)$/.exec(text)?.[1];
  if (key !== undefined) return `there is no "${key}"; ask for it with has(...) where it may be absent`;
  if (code !== 'no_such_overload' && code !== 'no_matching_overload') return text;
  return `${text.replaceAll(/dyn<([^<>]*)>/g, '$1')}: these types do not go together; convert with decimal(...) or string(...)`;
}
