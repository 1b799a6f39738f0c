import type { Line } from '../../../services/tram/observe/line.ts';

/** The chain that began last, whoever began it: the lab, or a curl of which only the work was seen. */
export interface Newest {
  readonly known: Set<string>;
  last: { readonly system: string; readonly correlation: string } | undefined;
}

export function createNewest(): Newest {
  return { known: new Set(), last: undefined };
}

/** What was heard of before begins nothing. */
export function noteNewest(newest: Newest, system: string, correlation: string | null | undefined): void {
  if (correlation === undefined || correlation === null || correlation === '') return;
  if (newest.known.has(correlation)) return;
  newest.known.add(correlation);
  newest.last = { system, correlation };
}

/** Of a request that changes something: one that only looks begins no chain worth a look. */
export function correlationOfLine(line: Line): string | undefined {
  return line.event === 'http' && !looksOnly(line.method) ? line.correlation : undefined;
}

export function looksOnly(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}
