/** A value that a request brought in a field, and that may stand nowhere in clear. */
export interface Secret {
  readonly field: string;
  /** As it was sent, and of a number without what parts its digits. */
  readonly texts: readonly string[];
}

/** Shorter ones would be found by chance, in an id or an amount. */
const leastLength = 6;
/** So many digits in a row are not met by chance. */
const unlikely = 12;

/** What requests' bodies have in the fields, each value once. */
export class Secrets {
  readonly #fields: ReadonlySet<string>;
  readonly #known = new Map<string, Secret>();

  constructor(fields: Iterable<string>) {
    this.#fields = new Set(fields);
  }

  note(body: unknown): void {
    if (this.#fields.size === 0) return;
    for (const { field, text } of valuesIn(body, this.#fields))
      if (text.length >= leastLength) this.#known.set(`${field}\0${text}`, { field, texts: formsOf(text) });
  }

  all(): readonly Secret[] {
    return [...this.#known.values()];
  }
}

function formsOf(text: string): string[] {
  const digits = text.replaceAll(/[ -]/g, '');
  return [...new Set(/^\d+$/.test(digits) ? [text, digits] : [text])];
}

function valuesIn(value: unknown, fields: ReadonlySet<string>): { field: string; text: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]: [string, unknown]) => {
    const isScalar = typeof inner === 'string' || typeof inner === 'number' || typeof inner === 'bigint';
    if (isScalar) return fields.has(field) ? [{ field, text: String(inner) }] : [];
    return valuesIn(inner, fields);
  });
}

/** Somewhere that a secret may not stand. */
export interface Place {
  readonly place: string;
  readonly text: string;
}

/** What is wrong where the secret stands there. */
export function leakOf({ field, texts }: Secret, { place, text }: Place): string[] {
  return texts.some((secret) => stands(secret, text)) ? [`${field} of a request stands in ${place}`] : [];
}

/** A few digits only where they are no part of a longer number: ids and times hold any of them sooner or later. */
function stands(secret: string, text: string): boolean {
  if (!text.includes(secret)) return false;
  if (secret.length >= unlikely || !/^\d+$/.test(secret)) return true;
  return new RegExp(`(?<![0-9A-Fa-f])${secret}(?![0-9A-Fa-f])`).test(text);
}

/** All that a row or document holds, to be searched. */
export function searchable(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? ''
  );
}
