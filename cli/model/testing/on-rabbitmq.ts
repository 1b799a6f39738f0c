import type { Told, World } from './world.ts';

/** What a world told, as RabbitMQ's probes and consumers tell it: with exchanges and queues. */
export function onRabbitMq({ told }: World): Told[] {
  return told.map(({ source, observation }): Told => {
    if (observation.kind === 'record')
      return { source, observation: { ...observation, exchange: observation.topic } };
    if (observation.kind !== 'line' || !('consumer' in observation.line)) return { source, observation };
    const { line } = observation;
    if (line.event === 'fault') return { source, observation };
    const queue = `${line.consumer}.${line.topic}`;
    return { source, observation: { ...observation, line: { ...line, queue } } };
  });
}
