import type { RecordPlace } from '../ledger/entries.ts';

export type Moment =
  { readonly ok: true; readonly at: number } | { readonly ok: false; readonly error: string };

export interface Moments {
  readonly total: number;
  /** How many moments had passed when a record was seen; undefined where it was not, or nobody can tell. */
  readonly momentOfRecord?: (place: RecordPlace) => number | undefined;
}

/** Where `250`, `50%`, `-10` (before the end) or `Order/0@12` (when this record was seen) is on a timeline. */
export function momentIn(text: string, { total, momentOfRecord }: Moments): Moment {
  const place = placeIn(text);
  if (place !== undefined) {
    const at = momentOfRecord?.(place);
    if (at !== undefined) return { ok: true, at };
    return { ok: false, error: `no record ${text.trim()} was seen; the topics pane has those that were` };
  }
  const [, minus, digits = '', percent] = /^\s*(-?)(\d+)(%?)\s*$/.exec(text) ?? [];
  const number = Number(digits);
  if (digits === '' || (minus !== '' && percent !== ''))
    return { ok: false, error: `0 to ${total}, -10 from the end, 50%, or a record such as Order/0@12` };
  const at = percent === '' ? number : Math.round((total * Math.min(number, 100)) / 100);
  return { ok: true, at: minus === '' ? at : total - number };
}

function placeIn(text: string): RecordPlace | undefined {
  const [, topic, partition, offset] = /^\s*([\w.-]+)\/(\d+)@(\d+)\s*$/.exec(text) ?? [];
  if (topic === undefined || partition === undefined || offset === undefined) return undefined;
  return { topic, partition: Number(partition), offset };
}
