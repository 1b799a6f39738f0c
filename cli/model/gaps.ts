import type { Model } from './model.ts';

/** What a probe may have missed, in words; undefined when none has a gap. Then no verdict may be pass. */
export function hasGap(model: Model): string | undefined {
  return gapsOf(model, () => true)[0];
}

/** Which probes do not see every state, and why. */
export function pollingOf({ probes }: Model): string[] {
  return [...probes]
    .sort(([left], [right]) => left.localeCompare(right))
    .flatMap(([name, { polls }]) => (polls === undefined ? [] : [`the probe ${name} polls: ${polls}`]));
}

/** The gaps of the probes asked for, by name: `wal order-db`, `topics`, `views order-history-db`, `lines`. */
export function gapsOf({ probes }: Model, isAsked: (probe: string) => boolean): string[] {
  return [...probes.keys()]
    .filter(isAsked)
    .sort()
    .flatMap((name) => {
      const gap = probes.get(name)?.gap;
      return gap === undefined ? [] : [`the probe ${name} has a gap: ${gap}`];
    });
}
