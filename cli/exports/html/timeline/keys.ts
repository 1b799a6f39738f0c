import type { Hop } from '../../../model/hop.ts';
import type { Model } from '../../../model/model.ts';
import type { Observation } from '../../../model/observation.ts';

/** By what a hop and the observations that show it find each other: ids, xids and offsets, as in the chain. */
export function keysOfObservations(observations: readonly Observation[]): string[][] {
  const changes = new Map<string, number>();
  return observations.map((each): string[] => {
    switch (each.kind) {
      case 'request':
        return [`http:${each.id}`];
      case 'transaction':
        return [commit(each.database, each.xid)];
      case 'record':
        return [`record:${each.topic}/${each.partition}/${each.offset}`];
      case 'document': {
        const document = `${each.database}\0${each.collection}\0${each.id}`;
        const order = (changes.get(document) ?? 0) + 1;
        changes.set(document, order);
        return [version(each.database, each.collection, each.id, order)];
      }
      case 'line':
        return [keyOfLine(each.line)];
      case 'log':
      case 'queue':
      case 'snapshot':
      case 'process':
      case 'step':
      case 'probe':
        return [];
    }
  });
}

type Line = Extract<Observation, { kind: 'line' }>['line'];

function keyOfLine(line: Line): string {
  switch (line.event) {
    case 'http':
      return `http:${line.id}`;
    case 'published':
      return `relay\0${line.message}`;
    case 'fault':
      return `fault\0${line.point}\0${line.call}`;
    case 'handled':
    case 'duplicate':
    case 'skipped':
    case 'retry':
    case 'parked':
      return delivery(line.event, line.consumer, line.message);
  }
}

/** The best first: a handler that died before it wrote a line is seen by its commit. */
export function keyOfHop(hop: Hop, model: Model): string[] {
  const { kind, id, ref } = hop;
  switch (kind) {
    case 'http':
    case 'record':
      return [id];
    case 'row':
    case 'outbox':
    case 'saga':
      return [commit(ref.database, ref.xid)];
    case 'relay':
      return [`relay\0${ref.message}`];
    case 'handled':
    case 'duplicate':
    case 'retry':
    case 'parked':
      return [delivery(kind, ref.consumer, ref.message), commit(ref.database, ref.xid)];
    case 'document':
      return appliedAs(hop, model);
    case 'fault': {
      const [, , point = '', call = '1'] = /^(\S+) at (.*?)(?:, call (\d+))?$/.exec(hop.label) ?? [];
      return [`fault\0${point}\0${call}`];
    }
    case 'missing':
      return [];
  }
}

function appliedAs({ ref }: Hop, { messages }: Model): string[] {
  const applications = messages.stories.get(ref.message ?? '')?.applications ?? [];
  return applications
    .filter(({ collection, document }) => collection === ref.collection && document === ref._id)
    .map(({ database, collection, document, order }) => version(database, collection, document, order));
}

function commit(database?: string, xid?: number): string {
  return `commit\0${database}\0${xid}`;
}

/** A document after so many changes. */
export function version(database: string, collection: string, id: string, order: number): string {
  return ['document', database, collection, id, order].join('\0');
}

function delivery(event: string, consumer?: string, message?: string | null): string {
  return ['delivery', event, consumer, message].join('\0');
}
