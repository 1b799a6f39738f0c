import { oneLine } from '../../reporters/text/fit.ts';
import type { Cell } from '../panes/pane.ts';
import { sign } from '../panes/signs.ts';
import { charactersOf, widthOf } from '../panes/characters.ts';

/** The text of a cell in at most so many columns: as it is, else its short form, else elided in the middle. */
export function fitCell({ text, shorter }: Cell, width: number): string {
  const whole = withIndent(text);
  if (widthOf(whole) <= width) return whole;
  return elideWide(shorter === undefined ? whole : withIndent(shorter(width)), width);
}

/** The first of several forms that fits, the fullest first; the last of them elided where none does. */
export function firstFitting(forms: readonly string[], width: number): string {
  return forms.find((form) => widthOf(form) <= width) ?? elideWide(forms.at(-1) ?? '', width);
}

/** As many whole words as there is room for, and a sign that there were more. */
export function wholeWords(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const more = ` ${sign.elision}`;
  const words = text.split(' ');
  for (let kept = words.length - 1; kept > 0; kept -= 1) {
    const shown = words
      .slice(0, kept)
      .join(' ')
      .replace(/[ ,;:·]+$/, '')
      // A number without what it counts says nothing.
      .replace(/, \d+$/, '');
    if (shown !== '' && widthOf(shown + more) <= width) return shown + more;
  }
  return width > 0 ? sign.elision : '';
}

/** As `elide` does for reports, for text of any script: a wide character takes two columns. */
export function elideWide(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width <= 1) return width === 1 ? sign.elision : '';
  const characters = [...charactersOf(text)];
  const head = taken(characters, Math.ceil((width - 1) / 2));
  const tail = taken(characters.toReversed(), width - 1 - widthOf(head.join('')));
  return head.join('') + sign.elision + tail.reverse().join('');
}

function taken(
  characters: readonly { readonly text: string; readonly width: number }[],
  room: number,
): string[] {
  const texts: string[] = [];
  let left = room;
  for (const { text, width } of characters) {
    if (width > left) break;
    left -= width;
    texts.push(text);
  }
  return texts;
}

/** On one line, with the indent that tells what belongs to what. */
function withIndent(text: string): string {
  const indent = /^ */.exec(text)?.[0] ?? '';
  return indent + oneLine(text);
}
