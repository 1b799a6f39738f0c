import type { Observation, RowChange } from '../observation.ts';
import { isProbeOfPlace } from './invariant.ts';
import type { InvariantKind } from './invariant.ts';

/** What requests brought in a field such as a card's number stands in no row, record, document, line or log. */
export const neverInClear: InvariantKind<'never-in-clear'> = {
  appliesTo: () => true,
  restsOn: isProbeOfPlace,
  needsEveryState: isProbeOfPlace,
  check({ model: { kept = [] } }, { fields }) {
    const secrets = secretsOf(kept, new Set(fields));
    return {
      touched: secrets.length > 0,
      violations: secrets.flatMap(({ field, texts }) =>
        kept.flatMap((seen) =>
          placesOf(seen).flatMap(({ place, text }) =>
            texts.some((secret) => text.includes(secret)) ? [`${field} of a request stands in ${place}`] : [],
          ),
        ),
      ),
      unknown: [],
    };
  },
};

export interface Secret {
  readonly field: string;
  /** As it was sent, and of a number without what parts its digits. */
  readonly texts: readonly string[];
}

/** Shorter ones would be found by chance, in an id or an amount. */
const leastLength = 6;

function secretsOf(kept: readonly Observation[], fields: ReadonlySet<string>): Secret[] {
  const secrets = new Map<string, Secret>();
  for (const seen of kept)
    if (seen.kind === 'request')
      for (const secret of secretsIn(seen.requestBody, fields))
        secrets.set(`${secret.field}\0${secret.texts[0]}`, secret);
  return [...secrets.values()];
}

/** What one request's body has in the fields. */
export function secretsIn(body: unknown, fields: ReadonlySet<string>): Secret[] {
  return valuesIn(body, fields).flatMap(({ field, text }) =>
    text.length >= leastLength ? [{ field, texts: formsOf(text) }] : [],
  );
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

interface Place {
  readonly place: string;
  readonly text: string;
}

/** Where it may not stand. What the lab itself asked and was answered is no such place. */
function placesOf(seen: Observation): Place[] {
  switch (seen.kind) {
    case 'transaction':
      return seen.changes.map((change) => ({
        place: `${seen.database} ${change.table} ${keyText(change)} (xid ${seen.xid} at ${seen.lsn})`,
        text: textOf(change.row),
      }));
    case 'record':
      return [{ place: `${seen.topic}/${seen.partition}@${seen.offset}`, text: seen.value ?? '' }];
    case 'document':
      return [{ place: `${seen.database} ${seen.collection} ${seen.id}`, text: textOf(seen.document) }];
    case 'line':
      return [{ place: `a line of ${seen.process} (${seen.line.event})`, text: textOf(seen.line) }];
    case 'log':
      return [{ place: `the log of ${seen.process}`, text: seen.text }];
    case 'request':
    case 'snapshot':
    case 'process':
    case 'step':
    case 'probe':
      return [];
  }
}

function keyText({ key }: RowChange): string {
  return Object.values(key).join('/');
}

function textOf(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? ''
  );
}
