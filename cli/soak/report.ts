import type { Verdict } from '../model/verdict.ts';

/** The document of `soak --json`: version 1 (docs/formats.md). */
export interface SoakReport {
  readonly v: 1;
  readonly verdict: Verdict;
  readonly lab: string;
  readonly stack: string;
  readonly relay: string | null;
  readonly seed: number;
  readonly durationMs: number;
  readonly load: LoadResult;
  /** How often each process was killed. */
  readonly kills: Readonly<Record<string, number>>;
  /** Undefined when it came to rest, else why not, and then no verdict is pass. */
  readonly unrest?: string;
  readonly counts: {
    readonly messages: number;
    readonly records: number;
    /** Records of messages that were on the topic already: allowed, the inbox takes them. */
    readonly repeats: number;
  };
  readonly checks: readonly SoakCheck[];
}

export interface LoadResult {
  readonly wanted: number;
  /** Sagas that a service said it had begun. */
  readonly acknowledged: number;
  /** Requests that got no answer or a bad one: what became of them is not known, and either is right. */
  readonly failed: number;
  readonly ms: number;
}

export interface SoakCheck {
  readonly name: string;
  readonly verdict: Verdict;
  /** How many things were looked at. */
  readonly checked: number;
  readonly violations: number;
  /** The first few. */
  readonly proof: readonly string[];
}

const mostProof = 10;

export function checkOf(name: string, checked: number, violations: readonly string[]): SoakCheck {
  return {
    name,
    verdict: violations.length === 0 ? 'pass' : 'fail',
    checked,
    violations: violations.length,
    proof: violations.slice(0, mostProof),
  };
}
