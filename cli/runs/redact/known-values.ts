/** What is shorter stands in many a text by chance. */
const shortest = 4;

/** Values that were redacted, so that they are found in free text too: in an error, a proof, a name. */
export class KnownValues {
  readonly #most: number;
  /** By each form of a value. */
  readonly #markers = new Map<string, string>();
  #tooMany = false;

  constructor(most = 10_000) {
    this.#most = most;
  }

  add(value: string, marker: string): void {
    if (value === '' || this.#markers.get(value) === marker) return;
    if (this.#markers.size >= this.#most) {
      this.#tooMany = true;
      return;
    }
    for (const form of linesOf(value)) if (!this.#markers.has(form)) this.#markers.set(form, marker);
    for (const form of wholeForms(value)) this.#markers.set(form, marker);
  }

  /** The text without them. Where there are too many to look for, nothing of it. */
  hide(text: string): string {
    if (this.#tooMany) return 'redacted: it may hold a value that is redacted';
    // The longest first: a short one may be a part of it.
    const held = [...this.#markers].filter(([form]) => text.includes(form)).sort(byLength);
    return this.#withoutCut(held.reduce((hidden, [form, marker]) => replaced(hidden, form, marker), text));
  }

  /** What quotes a log cuts long lines: a beginning of a value may be left before the sign of that. */
  #withoutCut(text: string): string {
    let hidden = '';
    let from = 0;
    for (const { index, 0: sign } of text.matchAll(/…|\.{3}/g)) {
      const before = text.slice(from, index);
      const cut = this.#cutAtEndOf(before);
      hidden += (cut ? before.slice(0, cut.at) + cut.marker : before) + sign;
      from = index + sign.length;
    }
    return hidden + text.slice(from);
  }

  #cutAtEndOf(text: string): { readonly at: number; readonly marker: string } | undefined {
    let first: { readonly at: number; readonly marker: string } | undefined;
    for (const [form, marker] of this.#markers) {
      const at = form.length > shortest ? beginningAtEnd(text, form) : -1;
      if (at !== -1 && at < (first?.at ?? Infinity)) first = { at, marker };
    }
    return first;
  }
}

/** Itself, as it is within JSON, and within JSON that is a text of JSON. */
function wholeForms(value: string): readonly string[] {
  const escaped = inJson(value);
  return [value, escaped, inJson(escaped)];
}

/** A log has each line of a value on its own. */
function linesOf(value: string): readonly string[] {
  const lines = value.split(/[\n\r]+/).map((line) => line.trim());
  return lines.length === 1 ? [] : lines.filter((line) => line.length >= 2 * shortest);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Where the longest beginning of `whole` begins that `text` ends with; -1 without one. */
function beginningAtEnd(text: string, whole: string): number {
  const head = whole.slice(0, shortest);
  for (let at = text.indexOf(head); at !== -1; at = text.indexOf(head, at + 1))
    if (text.length - at <= whole.length && whole.startsWith(text.slice(at))) return at;
  return -1;
}

function byLength([left]: readonly [string, string], [right]: readonly [string, string]): number {
  return right.length - left.length;
}

/** A short one only where it stands for itself: `5` is no part of `15`, nor of an id. */
function replaced(text: string, value: string, marker: string): string {
  if (value.length >= shortest) return text.replaceAll(value, () => marker);
  const alone = new RegExp(`(?<![\\w.-])${value.replaceAll(/[^\w\s]/g, String.raw`\$&`)}(?![\\w-])`, 'g');
  return text.replaceAll(alone, () => marker);
}
