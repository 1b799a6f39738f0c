/** What a terminal would act on when it is pasted, or would show in another order than a shell reads it. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
const unquotable = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\\']/gu;

/** A word as a shell reads it back unchanged, in the quotes that are easiest to read. */
function shellWord(text: string): string {
  if (unprintable.test(text)) return `$'${text.replaceAll(unquotable, escaped)}'`;
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (text.includes("'") && !/["$`\\!]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** In octal, byte by byte: always three digits, so that no digit that follows is taken for one of them. */
function escaped(character: string): string {
  if (character === '\n') return String.raw`\n`;
  if (character === "'" || character === '\\') return `\\${character}`;
  return [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

/** One line, safe to paste: bash, zsh and ksh read it, and what else knows the `$'…'` of POSIX.1-2024. */
export function shellLine(...words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
