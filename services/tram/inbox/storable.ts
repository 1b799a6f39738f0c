/** PostgreSQL's text cannot hold NUL; only a record that is no message of ours contains one. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}
