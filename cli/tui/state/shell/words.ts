/** A word as a POSIX shell reads it back unchanged, in the quotes that are easiest to read. */
function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (text.includes("'") && !/["$`\\!]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

export function shellLine(...words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
