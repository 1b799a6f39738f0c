import { asciiSigns } from '../panes/signs.ts';
import { charactersOf } from '../panes/characters.ts';

/** The same in as many columns: signs by what stands for them, any other character that is not ASCII as `?`. */
export function asciiOf(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  let ascii = '';
  for (const { text: character, width } of charactersOf(text))
    ascii += /^[\x20-\x7e]$/.test(character) ? character : (asciiSigns.get(character) ?? '?'.repeat(width));
  return ascii;
}
