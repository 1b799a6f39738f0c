import type { System } from '../systems/system.ts';
import { hint } from '../systems/nearest.ts';
import type { Check } from './check.ts';

/** `found`: partitions by topic, as the broker has them. */
export function checkTopics(topics: System['topics'], found: ReadonlyMap<string, number>): Check[] {
  return Object.entries(topics).map(([topic, { partitions }]): Check => {
    const name = `topic ${topic}`;
    const own = found.get(topic);
    if (own === undefined)
      return {
        name,
        state: 'broken',
        detail: `there is none${hint(topic, found.keys())}`,
        fix: `mend its name in topics, or make it with ${partitions} partitions`,
      };
    if (own === partitions) return { name, state: 'ok', detail: partitionsText(own) };
    const fix = `write partitions: ${own}; the lab only makes topics that are not there`;
    return { name, state: 'note', detail: `${partitionsText(own)}, not ${partitions}`, fix };
  });
}

function partitionsText(count: number): string {
  return count === 1 ? '1 partition' : `${count} partitions`;
}
