import { stringifyJson } from '../../../services/tram/index.ts';
import type { Hop } from '../../model/hop.ts';
import type { DocumentFact, Observation } from '../../model/observation.ts';
import type { Moment } from '../ledger/ledger.ts';

/** How many moments of a timeline had passed when each thing of a chain was seen, ascending. */
export function momentsOfChain(moments: readonly Moment[], chain: readonly Hop[]): number[] {
  const names = new Set(chain.flatMap(namesOfHop));
  const applied = new Set<string>();
  const messages = chain.flatMap(({ kind, ref }) => (kind === 'document' ? (ref.message ?? []) : []));

  /** The first change after which a document's guards name a message is the one that applied it. */
  function isApplied({ database, collection, id, document }: DocumentFact): boolean {
    const name = `${database}/${collection}/${id}`;
    if (!names.has(name) || document === null) return false;
    const text = stringifyJson(document);
    const fresh = messages.filter((message) => text.includes(message) && !applied.has(`${name} ${message}`));
    for (const message of fresh) applied.add(`${name} ${message}`);
    return fresh.length > 0;
  }

  return moments.flatMap((moment, index) => {
    if (moment.kind !== 'observation') return [];
    const { observation } = moment;
    const isOf = observation.kind === 'document' ? isApplied(observation) : names.has(nameOf(observation));
    return isOf ? [index + 1] : [];
  });
}

function namesOfHop({ id, kind, ref }: Hop): string[] {
  const { database, xid, message, topic, partition, offset, collection, _id } = ref;
  return [
    ...(kind === 'http' ? [id] : []),
    ...(xid === undefined ? [] : [`${database}/${xid}`]),
    ...(message === undefined ? [] : [`message:${message}`]),
    ...(kind === 'record' ? [`${topic}/${partition}@${offset}`] : []),
    ...(kind === 'document' ? [`${database}/${collection}/${_id}`] : []),
  ];
}

/** Empty for what is in no chain. */
function nameOf(observation: Exclude<Observation, DocumentFact>): string {
  switch (observation.kind) {
    case 'request':
      return `http:${observation.id}`;
    case 'transaction':
      return `${observation.database}/${observation.xid}`;
    case 'record':
      return `${observation.topic}/${observation.partition}@${observation.offset}`;
    case 'line': {
      const { line } = observation;
      return line.event === 'http' ? `http:${line.id}` : `message:${line.message}`;
    }
    case 'log':
    case 'queue':
    case 'snapshot':
    case 'process':
    case 'step':
    case 'probe':
      return '';
  }
}
