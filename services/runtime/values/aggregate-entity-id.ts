import { UnprocessableMessageError } from '../../tram/index.ts';
import { type EntityId, parseEntityId } from './entity-id.ts';

/** Id of the aggregate an event is about; an event without a usable one is parked. */
export function aggregateEntityId({ aggregateId }: { readonly aggregateId: string }): EntityId {
  const id = parseEntityId(aggregateId);
  if (id === undefined) throw new UnprocessableMessageError(`Aggregate id "${aggregateId}" is no id of ours`);
  return id;
}
