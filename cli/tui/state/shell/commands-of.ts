import { stringifyJson } from '../../../../services/tram/index.ts';
import type { Hop, HopRef } from '../../../model/hop.ts';
import type { Subject } from '../detail/subject.ts';
import type { Endpoints, Look } from '../look.ts';
import { isAmqp, rabbitmqadmin } from './rabbitmqadmin.ts';
import { shellLine } from './words.ts';
import { selectText } from './sql.ts';

export interface TypedCommand {
  readonly about: string;
  /** One line for a shell, without a character that a terminal would act on. */
  readonly text: string;
}

/** What one would type to see the same without saga-lab; empty where no command gives it. */
export function commandsOf({ hop, row, system }: Subject, look: Look): readonly TypedCommand[] {
  if (hop) return commandsOfHop(hop, system, look);
  const { scenario, process } = row.fields();
  if (scenario !== undefined)
    return [{ about: 'run it again', text: shellLine('npx', 'saga-lab', 'run', scenario) }];
  if (process !== undefined)
    return [{ about: 'what it says', text: shellLine('npx', 'saga-lab', 'logs', process) }];
  return [];
}

function commandsOfHop({ id, kind, ref }: Hop, system: string, look: Look): readonly TypedCommand[] {
  const { endpoints } = look.session;
  switch (kind) {
    case 'http':
      return [curl(look, id)].filter((command) => command !== undefined);
    case 'row':
      return [psql(endpoints, ref.database, ref.table, rowKey(ref))];
    case 'outbox':
      return [psql(endpoints, ref.database, ref.table, { id: ref.message ?? '' })];
    case 'saga': {
      const instance = look.ledger.models.get(system)?.system.sagas[ref.saga ?? '']?.instance;
      return [
        psql(endpoints, ref.database, instance?.table, { [instance?.key ?? 'id']: ref.instance ?? '' }),
      ];
    }
    case 'document':
      return [mongosh(endpoints, ref)];
    case 'relay':
    case 'record':
    case 'handled':
    case 'duplicate':
    case 'retry':
      return [onBroker(endpoints, ref)];
    case 'parked':
      return [...parkedShow(ref), onBroker(endpoints, ref)];
    case 'fault':
    case 'missing':
      return ref.topic === undefined ? [] : [onBroker(endpoints, ref)];
  }
}

function curl({ ledger, session }: Look, hop: string): TypedCommand | undefined {
  const request = ledger.entries.requests.find(({ id }) => `http:${id}` === hop);
  if (!request) return undefined;
  const { service, method, path, requestBody } = request;
  const url = `${session.endpoints?.services[service] ?? `http://${service}`}${path}`;
  const body =
    requestBody === undefined
      ? []
      : ['-H', 'content-type: application/json', '-d', stringifyJson(requestBody)];
  return { about: 'the same request again', text: shellLine('curl', '-i', '-X', method, url, ...body) };
}

function psql(
  endpoints: Endpoints | undefined,
  database = '',
  table = '',
  key: Readonly<Record<string, string | null>>,
): TypedCommand {
  const url = endpoints?.databases[database] ?? `postgres:///${database}`;
  return { about: 'the row as it is now', text: shellLine('psql', url, '-c', selectText(table, key)) };
}

/** Of a recording, which runs nowhere: where RabbitMQ has it by default. */
const usualManagement = 'http://localhost:15672';

function onBroker(endpoints: Endpoints | undefined, ref: HopRef): TypedCommand {
  const { broker = '', management } = endpoints ?? {};
  if (isAmqp(broker))
    return rabbitmqadmin(broker, management, { ...ref, exchange: ref.exchange ?? ref.topic ?? '' });
  return ref.exchange === undefined
    ? kcat(endpoints, ref)
    : rabbitmqadmin('amqp://localhost', usualManagement, ref);
}

function parkedShow({ consumer, topic, key, routingKey }: HopRef): readonly TypedCommand[] {
  const ofKey = routingKey ?? key;
  if (consumer === undefined || topic === undefined || typeof ofKey !== 'string') return [];
  const text = shellLine('npx', 'saga-lab', 'parked', 'show', consumer, topic, ofKey);
  return [{ about: 'what is set aside of its key, and why', text }];
}

/** Where the offset is not known, the topic from its beginning. */
function kcat(endpoints: Endpoints | undefined, { topic = '', partition, offset }: HopRef): TypedCommand {
  const broker = endpoints?.broker ?? 'localhost:9092';
  const base = ['kcat', '-b', broker, '-C', '-t', topic];
  if (partition === undefined || offset === undefined)
    return { about: 'the topic from its beginning', text: shellLine(...base, '-o', 'beginning', '-e') };
  const place = ['-p', `${partition}`, '-o', offset, '-c', '1'];
  return { about: 'the record', text: shellLine(...base, ...place) };
}

function mongosh(
  endpoints: Endpoints | undefined,
  { database = '', collection = '', _id = '' }: HopRef,
): TypedCommand {
  const url = endpoints?.databases[database] ?? `mongodb://localhost/${database}`;
  const script = `db.getCollection(${JSON.stringify(collection)}).findOne({ _id: ${idText(_id)} })`;
  return { about: 'the document as it is now', text: shellLine('mongosh', '--quiet', url, '--eval', script) };
}

/** Ids are told in extended JSON; a text that is none is itself. */
function idText(id: string): string {
  try {
    const value: unknown = JSON.parse(id);
    return typeof value === 'object' && value !== null ? `EJSON.deserialize(${id})` : id;
  } catch {
    return JSON.stringify(id);
  }
}

function rowKey({ key }: HopRef): Readonly<Record<string, string | null>> {
  return typeof key === 'object' && key !== null ? key : {};
}
