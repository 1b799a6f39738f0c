export type Moment =
  { readonly ok: true; readonly at: number } | { readonly ok: false; readonly error: string };

/** Where `250`, `50%` or `-10` (before the end) is on a timeline of so many moments. */
export function momentIn(text: string, total: number): Moment {
  const [, minus, digits = '', percent] = /^\s*(-?)(\d+)(%?)\s*$/.exec(text) ?? [];
  const number = Number(digits);
  if (digits === '' || (minus !== '' && percent !== ''))
    return { ok: false, error: `a number from 0 to ${total}, -10 for ten before the end, or 50%` };
  const at = percent === '' ? number : Math.round((total * Math.min(number, 100)) / 100);
  return { ok: true, at: minus === '' ? at : total - number };
}
