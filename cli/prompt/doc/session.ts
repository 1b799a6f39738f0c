import { EJSON, Long, type Document } from 'bson';
import { MongoClient, MongoServerError, type Db } from 'mongodb';
import { StackError, toError } from '../../lib/errors.ts';
import { thereIsNo } from '../../systems/nearest.ts';
import { type Answer, RefusedError, type Session } from '../session.ts';
import { parseRequest } from './request.ts';

const connectMs = 5_000;
const requestMs = 60_000;

const help = `  show collections                the collections
  <collection>                    its first 20 documents
  <collection> {"a": 1} 50        those that the filter takes (extended JSON), at most 50
  <collection> count {"a": 1}     how many there are; all without a filter
  <collection> _id 1              one document
  exit                            leave (Ctrl-D too); Ctrl-C ends the request that runs
`;

/** Opens a view's database. Nothing it can be asked for writes. @throws StackError when the database does not answer */
export async function openDocuments(name: string, url: string): Promise<Session> {
  const client = new MongoClient(url, {
    appName: 'saga-lab doc',
    serverSelectionTimeoutMS: connectMs,
    connectTimeoutMS: connectMs,
    promoteLongs: false,
  });
  const lost = (thrown: unknown) =>
    new StackError(`Database "${name}" does not answer: ${toError(thrown).message}`, { cause: thrown });
  await client.connect().catch((thrown: unknown) => {
    throw lost(thrown);
  });
  let running = new AbortController();
  return {
    async run(line) {
      running = new AbortController();
      const request = parseRequest(line);
      try {
        return await ask(client.db(), request, running.signal);
      } catch (thrown) {
        if (running.signal.aborted) throw new RefusedError('The request was cancelled.', { cause: thrown });
        if (thrown instanceof RefusedError) throw thrown;
        throw thrown instanceof MongoServerError
          ? new RefusedError(`The server refuses it: ${thrown.message}`, { cause: thrown })
          : lost(thrown);
      }
    },
    cancel: async () => running.abort(),
    close: () => client.close(),
  };
}

async function ask(db: Db, request: ReturnType<typeof parseRequest>, signal: AbortSignal): Promise<Answer> {
  if (request.kind === 'help') return answer(help, { help });
  const collections = (await db.listCollections({}, { nameOnly: true }).toArray())
    .map(({ name }) => name)
    .sort();
  if (request.kind === 'collections')
    return answer(collections.map((each) => `${each}\n`).join(''), { collections });
  const { collection, filter } = request;
  if (!collections.includes(collection))
    throw new RefusedError(thereIsNo('collection', collection, collections));
  const options = { maxTimeMS: requestMs, signal };
  if (request.kind === 'count') {
    const count = await db.collection(collection).countDocuments(filter, options);
    return answer(`${count}\n`, { collection, count });
  }
  const found = await db
    .collection(collection)
    .find(filter, { ...options, limit: request.limit })
    .toArray();
  const documents = found.map((each) => plain(each));
  const texts = documents.map((each) => `${JSON.stringify(each, undefined, 2)}\n`);
  const count = found.length === 1 ? '(1 document)\n' : `(${found.length} documents)\n`;
  return answer(`${texts.join('')}${count}`, { collection, documents });
}

/** Relaxed extended JSON, in which a 64-bit integer that a JSON number would round stays `$numberLong`. */
function plain(document: Document): unknown {
  return EJSON.serialize(withWholeLongs(document), { relaxed: true });
}

function withWholeLongs(value: unknown): unknown {
  if (value instanceof Long)
    return Number.isSafeInteger(value.toNumber()) ? value.toNumber() : { $numberLong: value.toString() };
  if (Array.isArray(value)) return value.map(withWholeLongs);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withWholeLongs(each)]));
}

function answer(text: string, value: unknown): Answer {
  return { text: () => text, value: () => value, csv: () => '' };
}
