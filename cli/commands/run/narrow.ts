import { UsageError } from '../../lib/errors.ts';
import type { LoadedScenario } from '../../scenario/load.ts';

/** `--tag smoke` and `--tag '!slow'`: all of them must be so. */
export function hasTags(wanted: readonly string[]): (loaded: LoadedScenario) => boolean {
  return ({ scenario: { tags } }) =>
    wanted.every((tag) => (tag.startsWith('!') ? !tags.includes(tag.slice(1)) : tags.includes(tag)));
}

/** A regular expression, in any case, that is found in the id or in the story. @throws UsageError */
export function matches(pattern: string): (loaded: LoadedScenario) => boolean {
  const expression = expressionOf(pattern);
  return ({ id, scenario }) => [id, scenario.about].some((text) => expression.test(text));
}

function expressionOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'i');
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message.replace(/^.*: /, '') : String(thrown);
    throw new UsageError(
      `--grep must be a regular expression, such as 'credit|cancel', not "${pattern}": ${why}. A \\ before a sign takes it as it is.`,
      { cause: thrown },
    );
  }
}

/** The `index`th of `count` parts, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** @throws UsageError */
export function shardOf(text: string): Shard {
  const [, index, count] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index === undefined || count === undefined || index < 1 || index > count)
    throw new UsageError(
      `--shard must be i/n with i from 1 to n, such as 1/4 for the first of four, not "${text}".`,
    );
  return { index, count };
}

/**
 * One part of the scenarios; all parts together are all of them, each in one part only. Which part a scenario is in
 * rests on the ids alone: not on the order in which they were named, nor on a machine's language.
 */
export function inShard<T extends Pick<LoadedScenario, 'id' | 'file'>>(
  scenarios: readonly T[],
  { index, count }: Shard,
): T[] {
  const key = ({ id, file }: T) => `${id}\n${file}`;
  // Not toSorted with localeCompare: two machines may not share a locale.
  const order = [...scenarios].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const own = new Set(order.filter((_, place) => place % count === index - 1));
  return scenarios.filter((each) => own.has(each));
}
