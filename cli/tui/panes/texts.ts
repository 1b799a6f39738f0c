import { elapsedMs, type Moment } from '../../model/indexes/moment.ts';
import { shortMs } from '../../reporters/text/time.ts';
import { oneLine } from '../../reporters/text/fit.ts';
import { charactersOf } from './characters.ts';
import { sign } from './signs.ts';

/** How long something takes or waits, in at most 7 columns: `0.4 ms`, `120 ms`, `3.2 s`, `4m05s`, `2h07m`, `3d04h`. */
export function ageOf(ms: number): string {
  if (ms < 999.5) return `${shortMs(Math.max(0, ms))} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const [minutes, hours] = [Math.floor(ms / 60_000), Math.floor(ms / 3_600_000)];
  if (hours < 1) return `${minutes}m${two(Math.floor(ms / 1_000) % 60)}s`;
  return hours < 24 ? `${hours}h${two(minutes % 60)}m` : `${Math.floor(hours / 24)}d${two(hours % 24)}h`;
}

export function lagText(from: Moment, to: Moment): string {
  return ageOf(elapsedMs(from, to));
}

function two(number: number): string {
  return `${number}`.padStart(2, '0');
}

/**
 * A name in camel case, its longer words cut so that all of them can still be told: `CustoCrediReservFailed`. The last,
 * which says most, is cut last.
 */
export function shortName(name: string): (width: number) => string {
  return (width) => {
    const words = name.match(/[A-Z]?[^A-Z]+|[A-Z]+/g) ?? [name];
    for (let over = name.length - width; over > 0; over -= 1) {
      const longest = longestOf(words);
      if (longest < 0) break;
      words[longest] = words[longest]!.slice(0, -1);
    }
    return words.join('');
  };
}

const leastWord = 3;

/** Index of the longest word that may be cut; -1 where none may. */
function longestOf(words: readonly string[]): number {
  let longest = -1;
  for (const [index, word] of words.slice(0, -1).entries())
    if (word.length > leastWord && word.length > (words[longest]?.length ?? 0)) longest = index;
  const last = words.length - 1;
  return longest < 0 && (words[last]?.length ?? 0) > leastWord ? last : longest;
}

const messageId = /^[0-9a-f]{16}-[0-9a-f]{16}$/;

/** Of an id made of time and process, the end of the time: that is where two of them differ. Of any other key the end. */
export function shortKey(key: string): (width: number) => string {
  const told = messageId.test(key) ? key.slice(0, 16) : key;
  return (width) => sign.elision + told.slice(told.length - Math.max(0, width - 1));
}

/** The beginning of a text: of a payload that says more than its end. */
export function startOf(text: string): (width: number) => string {
  return (width) => {
    let [start, taken] = ['', 0];
    // More than a row of any screen shows need not be looked at.
    for (const character of charactersOf(oneLine(text.slice(0, 2_000)))) {
      taken += character.width;
      if (taken >= width) break;
      start += character.text;
    }
    return start + sign.elision;
  };
}
