/** Values that were redacted, so that they are found in free text too: in an error, a proof, a name. */
export class KnownValues {
  readonly #most: number;
  readonly #markers = new Map<string, string>();
  #tooMany = false;

  constructor(most = 10_000) {
    this.#most = most;
  }

  add(value: string, marker: string): void {
    if (value === '' || this.#markers.has(value)) return;
    if (this.#markers.size < this.#most) this.#markers.set(value, marker);
    else this.#tooMany = true;
  }

  /** The text without them. Where there are too many to look for, nothing of it. */
  hide(text: string): string {
    if (this.#tooMany) return 'redacted: it may hold a value that is redacted';
    // The longest first: a short one may be a part of it.
    const held = [...this.#markers].filter(([value]) => text.includes(value)).sort(byLength);
    return held.reduce((hidden, [value, marker]) => replaced(hidden, value, marker), text);
  }
}

function byLength([left]: readonly [string, string], [right]: readonly [string, string]): number {
  return right.length - left.length;
}

/** A short one only where it stands for itself: `5` is no part of `15`, nor of an id. */
function replaced(text: string, value: string, marker: string): string {
  if (value.length >= 4) return text.replaceAll(value, () => marker);
  const alone = new RegExp(`(?<![\\w.-])${value.replaceAll(/[^\w\s]/g, String.raw`\$&`)}(?![\\w-])`, 'g');
  return text.replaceAll(alone, () => marker);
}
