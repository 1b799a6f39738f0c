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
