import type { Observation, RowChange } from '../observation.ts';
import { placeText } from '../place-text.ts';
import { isProbeOfPlace } from './invariant.ts';
import type { InvariantKind } from './invariant.ts';
import { leakOf, type Place, searchable, type Secret, Secrets } from './secrets.ts';

/** What requests brought in a field such as a card's number stands in no row, record, document, line or log. */
export const neverInClear: InvariantKind<'never-in-clear'> = {
  appliesTo: () => true,
  restsOn: isProbeOfPlace,
  needsEveryState: isProbeOfPlace,
  check({ model: { kept = [] } }, { fields }) {
    const secrets = secretsOf(kept, fields);
    const places = secrets.length > 0 ? kept.flatMap(placesOf) : [];
    return {
      touched: secrets.length > 0,
      violations: secrets.flatMap((secret) => places.flatMap((place) => leakOf(secret, place))),
      unknown: [],
    };
  },
};

function secretsOf(kept: readonly Observation[], fields: readonly string[]): readonly Secret[] {
  const secrets = new Secrets(fields);
  for (const seen of kept) if (seen.kind === 'request') secrets.note(seen.requestBody);
  return secrets.all();
}

/** Where it may not stand. What the lab itself asked and was answered is no such place. */
function placesOf(seen: Observation): Place[] {
  switch (seen.kind) {
    case 'transaction':
      return seen.changes.map((change) => ({
        place: `${seen.database} ${change.table} ${keyText(change)} (xid ${seen.xid}${seen.lsn === undefined ? '' : ` at ${seen.lsn}`})`,
        text: searchable(change.row),
      }));
    case 'record':
      return [{ place: placeText(seen), text: seen.value ?? '' }];
    case 'document':
      return [{ place: `${seen.database} ${seen.collection} ${seen.id}`, text: searchable(seen.document) }];
    case 'line':
      return [{ place: `a line of ${seen.process} (${seen.line.event})`, text: searchable(seen.line) }];
    case 'log':
      return [{ place: `the log of ${seen.process}`, text: seen.text }];
    case 'request':
    case 'queue':
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
