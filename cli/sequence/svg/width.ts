/** Of the generic family `monospace`: no common font is wider than this part of its size. */
const columnEm = 0.61;
const wide =
  /[\u{1100}-\u{115F}\u{2E80}-\u{A4CF}\u{AC00}-\u{D7A3}\u{F900}-\u{FAFF}\u{FE30}-\u{FE6F}\u{FF00}-\u{FF60}\u{FFE0}-\u{FFE6}\u{20000}-\u{3FFFD}]|\p{Extended_Pictographic}/u;

/** Width that a text is given, in the unit of the size. */
export function textWidth(text: string, size: number): number {
  let columns = 0;
  for (const character of text) columns += wide.test(character) ? 2 : 1;
  return columns * columnEm * size;
}
