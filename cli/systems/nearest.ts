/** The candidate that `wrong` was most likely meant to be, or undefined when none is close. */
export function nearest(wrong: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(wrong.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wrong.toLowerCase(), candidate.toLowerCase());
    // Of a name that has no letter of it left, nobody meant it.
    if (distance < bestDistance && distance < Math.max(wrong.length, candidate.length)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `; did you mean "x"?`, else the names there are (few enough to read), else nothing. */
export function hint(wrong: string, candidates: Iterable<string>): string {
  const names = [...new Set(candidates)];
  const best = nearest(wrong, names);
  if (best !== undefined) return `; did you mean "${best}"?`;
  return names.length === 0 || names.length > 12 ? '' : `; there is ${names.map((n) => `"${n}"`).join(', ')}`;
}

/** A whole sentence: `There is no scenario "aprove"; did you mean "approve"?` */
export function thereIsNo(kind: string, name: string, candidates: Iterable<string>): string {
  const text = `There is no ${kind} "${name}"${hint(name, candidates)}`;
  return text.endsWith('?') ? text : `${text}.`;
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, replaced);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
