/** A word as a POSIX shell reads it back unchanged. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

export function shellLine(...words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
