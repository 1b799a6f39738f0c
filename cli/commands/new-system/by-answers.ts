import { UsageError } from '../../lib/errors.ts';
import { hint } from '../../systems/nearest.ts';
import type { Asking } from './ask.ts';
import {
  commandOf,
  healthOf,
  nameOf,
  nextPort,
  partitionsOf,
  portOf,
  postgresUrl,
  type WantedDatabase,
  type WantedService,
  type WantedSystem,
} from './wanted.ts';

/** Asks for everything; an empty name ends a list. */
export async function byAnswers(asking: Asking, usualName: string): Promise<WantedSystem> {
  const name = await asking.ask('Name of the system', usualName, (answer) => nameOf(answer, 'system'));
  const services = await listOf(asking, 'service', (service, before: readonly WantedService[]) =>
    askService(asking, service, before),
  );
  const databases = await listOf(asking, 'database', (database) => askDatabase(asking, database, services));
  const topics = await listOf(asking, 'topic', async (topic) => ({
    name: topic,
    partitions: await asking.ask(`  partitions of ${topic}`, '1', partitionsOf),
  }));
  return { name, services, databases, topics };
}

async function listOf<T extends { readonly name: string }>(
  asking: Asking,
  what: 'service' | 'database' | 'topic',
  rest: (name: string, before: readonly T[]) => Promise<T>,
): Promise<T[]> {
  const list: T[] = [];
  for (;;) {
    const question = list.length === 0 ? `First ${what}` : `Next ${what}, or nothing`;
    const name = await asking.ask(question, '', (answer) => {
      if (answer === '' && what === 'service' && list.length === 0)
        throw new UsageError('A system has at least one service.');
      if (list.some((each) => each.name === answer))
        throw new UsageError(`There is a ${what} ${answer} already.`);
      return answer === '' || what === 'topic' ? answer : nameOf(answer, what);
    });
    if (name === '') return list;
    list.push(await rest(name, list));
  }
}

async function askService(
  asking: Asking,
  name: string,
  others: readonly WantedService[],
): Promise<WantedService> {
  return {
    name,
    command: await asking.ask(`  command that starts ${name}, such as node ${name}.js`, '', commandOf),
    port: await asking.ask('  port', String(nextPort(others)), (answer) => portOf(answer, others)),
    health: await asking.ask('  path that answers 2xx when it is well', '/health', healthOf),
  };
}

async function askDatabase(
  asking: Asking,
  name: string,
  services: readonly WantedService[],
): Promise<WantedDatabase> {
  const kind = await asking.ask('  postgres or mongodb', 'postgres', (answer) => {
    if (answer === 'postgres' || answer === 'mongodb') return answer;
    throw new UsageError(`postgres or mongodb, not "${answer}".`);
  });
  const names = services.map((each) => each.name);
  const [service = '', ...users] = await asking.ask(
    '  whose, and after commas who else uses it',
    names[0] ?? '',
    (answer) => {
      const own = answer.split(',').map((each) => each.trim());
      const wrong = own.find((each) => !names.includes(each));
      if (wrong === undefined) return own;
      throw new UsageError(`There is no service "${wrong}"${hint(wrong, names)}`);
    },
  );
  const from =
    kind === 'mongodb'
      ? undefined
      : await asking.ask(
          '  URL of one like it, whose catalogue is read for a proposal, or nothing',
          '',
          (answer) => (answer === '' ? undefined : postgresUrl(answer)),
        );
  return { name, kind, service, users, from };
}
