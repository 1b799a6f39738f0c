import type { Hop } from '../../../model/hop.ts';
import { documentName } from '../../ledger/documents.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { modelsOf } from '../../ledger/watches.ts';

/** What a hop carried: a message's payload, a request's bodies, a document as it is now. */
export function contentOf(
  ledger: Ledger,
  system: string,
  { id, kind, ref }: Hop,
): Readonly<Record<string, unknown>> {
  if (kind === 'http') {
    const request = ledger.entries.requests.find((each) => `http:${each.id}` === id);
    return request ? { request: request.requestBody, answer: request.responseBody } : {};
  }
  if (kind === 'document' && ref.database !== undefined && ref.collection !== undefined) {
    const known = ledger.documents.byName.get(documentName(ref.database, ref.collection, ref._id ?? ''));
    return known ? { document: known.current } : {};
  }
  const stories = modelsOf(ledger, system).map(({ messages }) => messages.stories.get(ref.message ?? ''));
  const payload = stories
    .map((story) => story?.outbox[0]?.payload ?? story?.records[0]?.payload)
    .find((each) => each !== undefined);
  return payload === undefined ? {} : { payload };
}
