/** What a clock showed when something happened: a time between these two, epoch milliseconds. */
export interface Reading {
  readonly clock: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Something happened before something else, whatever their clocks say. */
export interface Sequence {
  readonly before: Reading;
  readonly after: Reading;
}

/**
 * How far one clock is ahead of another: at least `fromMs` and at most `toMs`; negative where it is behind. One of them is
 * infinite where nothing is known that way, which is told only where the other leaves no doubt who is ahead.
 */
export interface ClockDifference {
  readonly clock: string;
  readonly other: string;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface ComparedClocks {
  /** Of each two clocks that can be compared, both ways round, by name. */
  readonly differences: readonly ClockDifference[];
  /** Clocks without which one difference each fits what was seen: at least one of them was set meanwhile. */
  readonly unsteady: readonly string[];
}

/** Times read at the microsecond are noise below it. */
const noiseMs = 0.001;

/**
 * By how much clocks differ, from what happened before what alone: a cause can not be later than its effect, so a clock that
 * shows it later is ahead by at least as much. Sequences both ways round give an interval, and clocks that never meet are
 * compared by those that they both meet. Holds where clocks run equally fast and are not set; where they were, it says so,
 * and leaves out those that it can have been.
 */
export function compareClocks(sequences: Iterable<Sequence>): ComparedClocks {
  let leads = leadsOf(sequences);
  const unsteady: string[] = [];
  for (;;) {
    const closed = closeOver(leads);
    const doubtful = closed.clocks.filter((clock) => closed.lead(clock, clock) > noiseMs);
    if (doubtful.length === 0) return { differences: differencesIn(closed), unsteady: unsteady.sort() };
    const set = mostAtOdds(leads, doubtful);
    unsteady.push(...set);
    leads = without(leads, new Set(set));
  }
}

/**
 * A clock that was set is at odds with each that it meets both ways, others only with it. Of several that are at odds with
 * as many, one that agrees with another was hardly it. All of those that nothing tells apart.
 */
function mostAtOdds(leads: Leads, doubtful: readonly string[]): readonly string[] {
  const scores = new Map(doubtful.map((clock) => [clock, scoreOf(leads, clock)]));
  const most = [...scores.values()].reduce((best, score) => (isWorse(score, best) ? score : best));
  return doubtful.filter((clock) => !isWorse(most, scores.get(clock)!));
}

interface Score {
  readonly odds: number;
  readonly agreements: number;
}

function scoreOf(leads: Leads, clock: string): Score {
  const sums = [...leads].flatMap(([other, its]) => {
    const [there, back] = [leads.get(clock)?.get(other), its.get(clock)];
    return there === undefined || back === undefined ? [] : [there + back];
  });
  const odds = sums.filter((sum) => sum > noiseMs).length;
  return { odds, agreements: sums.length - odds };
}

function isWorse(one: Score, other: Score): boolean {
  return one.odds === other.odds ? one.agreements < other.agreements : one.odds > other.odds;
}

/** By clock, then by other clock: at least so many milliseconds ahead. */
type Leads = ReadonlyMap<string, ReadonlyMap<string, number>>;

function leadsOf(sequences: Iterable<Sequence>): Leads {
  const leads = new Map<string, Map<string, number>>();
  const of = (clock: string) => {
    const known = leads.get(clock) ?? new Map<string, number>();
    leads.set(clock, known);
    return known;
  };
  for (const { before, after } of sequences) {
    if (before.clock === after.clock) continue;
    const lead = before.fromMs - after.toMs;
    of(after.clock);
    of(before.clock).set(after.clock, Math.max(lead, of(before.clock).get(after.clock) ?? -Infinity));
  }
  return leads;
}

function without(leads: Leads, clocks: ReadonlySet<string>): Leads {
  const kept = [...leads].filter(([clock]) => !clocks.has(clock));
  return new Map(
    kept.map(([clock, others]) => [clock, new Map([...others].filter(([other]) => !clocks.has(other)))]),
  );
}

interface Closed {
  readonly clocks: readonly string[];
  /** -Infinity where nothing is known. */
  readonly lead: (clock: string, other: string) => number;
}

/** What follows of leads over other clocks: the longest paths (Floyd and Warshall's way); one to itself above 0 is a contradiction. */
function closeOver(leads: Leads): Closed {
  const clocks = [...leads.keys()].sort();
  const table = clocks.map((clock) =>
    clocks.map((other) => (clock === other ? 0 : (leads.get(clock)?.get(other) ?? -Infinity))),
  );
  for (const [by, onward] of table.entries())
    for (const row of table)
      for (const [to, lead] of onward.entries()) row[to] = Math.max(row[to]!, row[by]! + lead);
  const places = new Map(clocks.map((clock, index) => [clock, index]));
  const lead = (clock: string, other: string) => table[places.get(clock)!]![places.get(other)!]!;
  return { clocks, lead };
}

function differencesIn({ clocks, lead }: Closed): ClockDifference[] {
  return clocks.flatMap((clock) =>
    clocks.flatMap((other): ClockDifference[] => {
      const [fromMs, toMs] = [lead(clock, other), -lead(other, clock)];
      const isKnown = Number.isFinite(fromMs) && Number.isFinite(toMs);
      return clock !== other && (isKnown || fromMs > 0 || toMs < 0) ? [{ clock, other, fromMs, toMs }] : [];
    }),
  );
}
