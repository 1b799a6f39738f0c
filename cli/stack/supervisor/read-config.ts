import type { Readable } from 'node:stream';
import type { SupervisorConfig } from './protocol.ts';

/** Reads the first line and leaves the stream flowing, so that its end is seen. Rejects when it ends before. */
export function readConfig(stream: Readable): Promise<SupervisorConfig> {
  return new Promise((resolve, reject) => {
    let text = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end !== -1) resolve(JSON.parse(text.slice(0, end)) as SupervisorConfig);
    });
    stream.once('end', () => reject(new Error('stdin ended before the configuration was there')));
    stream.once('error', reject);
  });
}
