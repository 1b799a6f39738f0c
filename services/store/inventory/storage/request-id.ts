import { currentCause } from '../../../tram/index.ts';

/** The request that changes something now; null where none does, as when reservations expire by themselves. */
export function requestId(): string | null {
  return currentCause()?.causationId ?? null;
}
