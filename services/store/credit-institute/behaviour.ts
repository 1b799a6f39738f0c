/**
 * What may become of being asked for a payment. `ok` charges. `refuse` says no, for good. `fail` breaks before anything was done.
 * `timeout` charges so late that nobody waits for it, unless it was cancelled by then. `lost` charges, and its answer comes as late.
 */
export const behaviours = ['ok', 'refuse', 'fail', 'timeout', 'lost'] as const;
export type Behaviour = (typeof behaviours)[number];

/** How often what goes wrong, as T2 has it, and what a time-out is. */
export interface Settings {
  readonly timeoutMs: number;
  readonly failureRate: number;
  readonly timeoutRate: number;
}

/**
 * Cards that behave the same whoever else pays meanwhile: by the last four digits, what becomes of the first, second, ... time
 * that one payment is asked for; the last of them from then on.
 */
const testCards: Readonly<Record<string, readonly Behaviour[]>> = {
  '0402': ['refuse'],
  '0500': ['fail'],
  '0501': ['fail', 'ok'],
  '0504': ['timeout'],
  '0505': ['lost'],
};

/** Undefined for a card like any other. `time` counts from 0. */
export function behaviourOfCard(cardNumber: string, time: number): Behaviour | undefined {
  const script = testCards[cardNumber.replace(/\s/g, '').slice(-4)];
  return script?.[Math.min(time, script.length - 1)];
}

/** T2's dice: first whether it fails, then whether it takes too long. */
export function behaviourByChance(
  { failureRate, timeoutRate }: Settings,
  random: () => number,
): 'ok' | 'fail' | 'timeout' {
  if (random() < failureRate) return 'fail';
  return random() < timeoutRate ? 'timeout' : 'ok';
}
