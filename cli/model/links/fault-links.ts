import { idOfFiring } from '../indexes/faults.ts';
import type { Firing } from '../indexes/message-story.ts';
import type { FaultLink } from './link.ts';

export function faultLink(firing: Firing, correlation: string): FaultLink {
  return { kind: 'fault', id: `fault:${idOfFiring(firing)}`, correlation, firing };
}

/** Those that fired before what they belong to was done, and those after: their seams say. */
export function faultLinks(
  firings: readonly Firing[],
  correlation: string,
  isBefore: (seam: string) => boolean,
): { readonly before: FaultLink[]; readonly after: FaultLink[] } {
  const isEarly = (firing: Firing) => isBefore(seamOf(firing));
  const links = (chosen: readonly Firing[]) => chosen.map((firing) => faultLink(firing, correlation));
  return {
    before: links(firings.filter(isEarly)),
    after: links(firings.filter((firing) => !isEarly(firing))),
  };
}

/** The last part of `<service>.<handler>.<seam>`. */
export function seamOf({ line: { point } }: Firing): string {
  return point.slice(point.lastIndexOf('.') + 1);
}
