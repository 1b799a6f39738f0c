import stringWidth from 'string-width';

export interface Character {
  readonly text: string;
  /** Columns of the terminal: 1 or 2. */
  readonly width: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** What a terminal shows as one character each; what moves its cursor, turns its direction or shows nothing is left out. */
export function* charactersOf(text: string): Generator<Character> {
  // Printable ASCII, which most is, needs no look at what makes up a character.
  if (isPlain(text)) {
    for (const character of text) yield { text: character, width: 1 };
    return;
  }
  for (const { segment } of segmenter.segment(text)) {
    const width = Math.min(2, stringWidth(segment));
    if (width > 0) yield { text: segment, width };
  }
}

export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const character of charactersOf(text)) width += character.width;
  return width;
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
