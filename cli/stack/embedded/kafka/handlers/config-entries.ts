import type { TopicConfig } from '../topics/topic-config.ts';

/** Settings as requests carry them; null stands for the default, so it is left out. */
export function configFrom(
  entries: readonly { readonly name: string; readonly value: string | null }[],
): TopicConfig {
  return Object.fromEntries(entries.flatMap(({ name, value }) => (value === null ? [] : [[name, value]])));
}
