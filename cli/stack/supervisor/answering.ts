import { getJson } from '../processes/ask.ts';

/** The status document waits for it, in ms: one process that hangs must not make the lab look as if it did. */
export const answersWithinMs = 1_000;

/** Those that say anything, be it that they are not well. `urls`: health URL by name. */
export async function answeringOf(urls: ReadonlyMap<string, string>): Promise<ReadonlySet<string>> {
  const asked = [...urls].map(async ([name, url]) => {
    const { status } = await getJson(url, answersWithinMs);
    return typeof status === 'number' ? [name] : [];
  });
  return new Set((await Promise.all(asked)).flat());
}
