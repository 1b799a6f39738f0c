import stringWidth from 'string-width';

export interface Character {
  readonly text: string;
  /** Columns of the terminal: 1 or 2. */
  readonly width: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Alone it has a place, yet behind anything else it is drawn on that: the tone of a skin. */
const joins = /^\p{Emoji_Modifier}/u;

/** What a terminal shows as one character each; what moves its cursor, turns its direction or shows nothing is left out. */
export function* charactersOf(text: string): Generator<Character> {
  if (isPlain(text)) {
    for (const character of text) yield { text: character, width: 1 };
    return;
  }
  for (const { segment } of segmenter.segment(text)) {
    if (joins.test(segment)) continue;
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

/**
 * Printable ASCII, Latin letters, arrows, lines and blocks: one column each, and none joins another. Most texts are
 * nothing else, and to look for what makes up a character takes a hundred times as long.
 */
const plain =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25fc\u2713-\u2718]*$/;

function isPlain(text: string): boolean {
  return plain.test(text);
}
