/** Columns that a text takes: everything printed here is narrow characters. */
export function columns(text: string): number {
  return Array.from(text).length;
}

/** At most so many columns, what is too long elided in the middle: both ends of an id or a name tell more. */
export function elide(text: string, width: number): string {
  const characters = Array.from(text);
  if (characters.length <= width) return text;
  if (width <= 1) return width === 1 ? '…' : '';
  const head = Math.ceil((width - 1) / 2);
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (width - 1 - head)).join('')}`;
}

const messageId = /\b0*([1-9a-f][0-9a-f]*)-[0-9a-f]{12}([0-9a-f]{4})\b/g;

/**
 * Ids of messages and sagas (`%016x-%016x`) with half of their columns: without leading zeros, and without what is the same in all that
 * one process makes. The time and the counter stay, which tell them from each other.
 */
export function shortIds(text: string): string {
  return text.replaceAll(messageId, (id, high: string, counter: string) =>
    id.length === 33 ? `${high}…${counter}` : id,
  );
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - columns(text))) + text;
}

/** Words over as many lines as they need, none wider than `width` (a longer word is elided). */
export function wrap(words: readonly string[], width: number, gap = ' '): string[] {
  const lines: string[] = [];
  for (const word of words.map((each) => elide(each, width))) {
    const last = lines.at(-1);
    if (last !== undefined && columns(last) + gap.length + columns(word) <= width)
      lines[lines.length - 1] = last + gap + word;
    else lines.push(word);
  }
  return lines;
}

/** Text from outside on one line, without characters that would move the cursor or colour the terminal. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
