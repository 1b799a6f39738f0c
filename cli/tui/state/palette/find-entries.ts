import { go } from 'fuzzysort';
import type { Entry } from './entries.ts';

/** Entries that have the letters typed, in their name before those in what is told of them, the best first; without letters those done last, then all the others. */
export function findEntries(
  entries: readonly Entry[],
  text: string,
  recent: readonly string[],
): readonly Entry[] {
  if (text.trim() === '') {
    const again = recent.flatMap((name) => entries.filter((entry) => entry.name === name));
    return [...again, ...entries.filter((entry) => !again.includes(entry))];
  }
  const byName = found(entries, text, 'name');
  return [...byName, ...found(entries, text, 'about').filter((entry) => !byName.includes(entry))];
}

/** Letters may be left out, more of them in a name than in a sentence. */
function found(entries: readonly Entry[], text: string, key: 'name' | 'about'): readonly Entry[] {
  const options = { key, limit: 0, threshold: key === 'name' ? 0.2 : 0.5 };
  const results = go(text, entries, options);
  const place = new Map(entries.map((entry, index) => [entry, index]));
  // Its own order puts a kill before a stop where both are found equally well.
  return results
    .toSorted((a, b) => b.score - a.score || place.get(a.obj)! - place.get(b.obj)!)
    .map(({ obj }) => obj);
}
