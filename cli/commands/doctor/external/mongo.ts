import { toError } from '../../../lib/errors.ts';
import { NoChangeStreams, openChangeFeed } from '../../../probes/views/change-feed.ts';
import type { Check } from '../../../checks/check.ts';
import { clockCheck } from './clock.ts';

export async function checkMongo(what: string, url: string): Promise<Check[]> {
  const name = `MongoDB of ${what}`;
  // The driver takes its time to load.
  const { MongoClient } = (await import('mongodb')).default;
  await using client = new MongoClient(url, { serverSelectionTimeoutMS: 5_000 });
  try {
    const asked = Date.now();
    const { localTime, setName } = await client
      .db('admin')
      .command({ hello: 1 })
      .catch(() => client.db('admin').command({ isMaster: 1 }));
    const answered = Date.now();
    const clock = localTime instanceof Date ? [clockCheck(what, asked, answered, localTime.getTime())] : [];
    const detail = typeof setName === 'string' ? `replica set ${setName}` : 'no replica set';
    return [{ name, state: 'ok', detail }, await streamsCheck(what, url), ...clock];
  } catch (thrown) {
    const fix = 'start it, or mend its URL (user, password, authSource, tls)';
    return [{ name, state: 'broken', detail: `does not answer: ${toError(thrown).message}`, fix }];
  }
}

async function streamsCheck(what: string, url: string): Promise<Check> {
  const name = `change streams of ${what}`;
  try {
    const feed = await openChangeFeed({
      url,
      collections: [],
      onLook: () => undefined,
      onLost: () => undefined,
    });
    await feed.stop();
    return { name, state: 'ok', detail: 'there' };
  } catch (thrown) {
    if (!(thrown instanceof NoChangeStreams)) throw thrown;
    const fix =
      'run it as a replica set (mongod --replSet rs, then rs.initiate()) and let the user read (role "read"); without, the probes poll documents';
    return { name, state: 'note', detail: thrown.message, fix };
  }
}
