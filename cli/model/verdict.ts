export type Verdict = 'pass' | 'fail' | 'inconclusive';

export interface InvariantResult {
  readonly name: string;
  readonly verdict: Verdict | 'not-applicable';
  /** The shortest facts that show the violation, or what could not be known: one finding a line. */
  readonly proof?: readonly string[];
}
