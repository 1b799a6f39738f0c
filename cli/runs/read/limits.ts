/** What a recording may ask of the one who opens it: a file from elsewhere must not fill the memory. */
export interface ReadLimits {
  /** Of one line, inflated. */
  readonly lineBytes: number;
  /** Of the whole file, inflated. */
  readonly bytes: number;
  /** Inflated bytes for each byte of the file, counted once `ratioFrom` bytes are inflated. */
  readonly ratio: number;
  readonly ratioFrom: number;
  /** Objects and lists within each other in one line. */
  readonly depth: number;
}

const mebibyte = 2 ** 20;

/**
 * Real recordings shrink by 8 to 30, and a line is rarely longer than a few kilobytes. What writes them keeps to the
 * first two, so that it writes nothing that cannot be opened.
 */
export const defaultLimits: ReadLimits = {
  lineBytes: 16 * mebibyte,
  bytes: 256 * mebibyte,
  ratio: 200,
  ratioFrom: 8 * mebibyte,
  depth: 200,
};
