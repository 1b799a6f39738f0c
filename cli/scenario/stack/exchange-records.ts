import { closeRabbit, dialRabbit, nowMs, stampHeader } from '../../../services/tram/index.ts';
import type { RecordPlace } from '../../model/observation.ts';
import type { RecordToPut, SeenRecord } from '../ports.ts';

/** Puts messages on exchanges by hand, so that every queue gets them; each call connects for itself, as it is rare. */
export function exchangeRecords(url: string) {
  async function put({ topic, key, value, headers }: RecordToPut): Promise<RecordPlace> {
    const model = await dialRabbit(url, 'saga-lab');
    try {
      const channel = await model.createConfirmChannel();
      // A missing exchange ends the channel, and with it the wait for the confirmation.
      const ended = new Promise<never>((_, reject) => channel.on('error', reject));
      ended.catch(() => undefined);
      const stamp = Math.floor(nowMs() * 1000);
      const options = { persistent: true, headers: { ...headers, [stampHeader]: stamp } };
      channel.publish(topic, key, Buffer.from(value), options);
      await Promise.race([channel.waitForConfirms(), ended]);
      return { topic, partition: 0, offset: String(stamp) };
    } finally {
      await closeRabbit(model);
    }
  }

  return {
    put,
    /** As it was seen: a queue does not show again what was taken from it. */
    async repeat({ topic, key, payload, headers }: SeenRecord, signal: AbortSignal): Promise<RecordPlace> {
      signal.throwIfAborted();
      if (headers === undefined)
        throw new Error(`its record on ${topic} has no headers, so that not all of it is known`);
      return put({ topic, key: key ?? '', value: payload, headers });
    },
  };
}
