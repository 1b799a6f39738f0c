import { go } from 'fuzzysort';
import type { Entry } from './entries.ts';

/** Entries that have the letters typed, the best first; without letters those done last, then all the others. */
export function findEntries(
  entries: readonly Entry[],
  text: string,
  recent: readonly string[],
): readonly Entry[] {
  if (text.trim() === '') {
    const again = recent.flatMap((name) => entries.filter((entry) => entry.name === name));
    return [...again, ...entries.filter((entry) => !again.includes(entry))];
  }
  const found = go(text, entries, {
    keys: ['name', 'about'],
    limit: 0,
    threshold: 0.2,
    // The name has the say: an about that happens to hold the letters comes after it.
    scoreFn: ([name, about]) => Math.max(name?.score ?? 0, (about?.score ?? 0) * 0.5),
  });
  return found.map(({ obj }) => obj);
}
