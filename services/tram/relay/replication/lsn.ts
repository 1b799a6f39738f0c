/** Position in the write-ahead log, a byte address: compared and subtracted as a number, never as text. */
export type Lsn = bigint & { readonly __brand: 'Lsn' };

export const zeroLsn = 0n as Lsn;

const shape = /^([0-9A-Fa-f]{1,8})\/([0-9A-Fa-f]{1,8})$/;

/** Reads PostgreSQL's text form, `16/B374D848`; throws TypeError. */
export function parseLsn(text: string): Lsn {
  const [, high, low] = shape.exec(text) ?? [];
  if (high === undefined || low === undefined) {
    throw new TypeError(`"${text}" is no LSN: two hex numbers joined by "/" are, such as 16/B374D848`);
  }
  return ((BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`)) as Lsn;
}

/** As PostgreSQL prints it: no leading zeros, upper case. */
export function formatLsn(lsn: Lsn): string {
  return `${(lsn >> 32n).toString(16)}/${(lsn & 0xffff_ffffn).toString(16)}`.toUpperCase();
}

export function laterLsn(a: Lsn, b: Lsn): Lsn {
  return a > b ? a : b;
}
