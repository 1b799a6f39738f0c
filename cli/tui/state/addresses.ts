import { withoutPassword } from '../../lib/without-password.ts';
import { padEnd } from '../../reporters/text/fit.ts';
import type { Size } from '../layout/layout.ts';
import { textWidth } from './box.ts';
import { isAmqp } from './shell/rabbitmqadmin.ts';
import type { Look } from './look.ts';
import { pieces } from './pieces.ts';

interface Address {
  readonly name: string;
  readonly url: string;
}

/** Pages to open in a browser, where the lab is up and a system has some. */
export function pagesOf({ ledger, session: { endpoints } }: Look): readonly Address[] {
  return [...ledger.models.values()].flatMap(({ system }) =>
    Object.entries(system.services).flatMap(([name, { page }]): Address[] => {
      const url = endpoints?.services[name];
      return page === undefined || url === undefined ? [] : [{ name, url: `${url}${page}` }];
    }),
  );
}

/** What is copied of all addresses: that which is most likely opened. */
export function firstAddress(look: Look): string | undefined {
  return pagesOf(look)[0]?.url ?? Object.values(look.session.endpoints?.services ?? {})[0];
}

interface Group {
  readonly title: string;
  readonly of: readonly Address[];
}

/** Where everything is. @returns why there is no address, in a sentence, where there is none */
function groupsOf(look: Look): readonly Group[] | string {
  const { source, endpoints } = look.session;
  if (!endpoints)
    return source === 'recording'
      ? 'A recording runs nowhere: it has no addresses.'
      : 'The lab is not up yet.';
  const { services, databases, broker, management } = endpoints;
  const groups: readonly Group[] = [
    { title: 'to open in a browser', of: pagesOf(look) },
    { title: 'services', of: named(services) },
    // A screen is looked at by many: `w` on a row has the password, and so has `saga-lab status --show-passwords`.
    {
      title: 'broker',
      of: [
        ...masked([{ name: isAmqp(broker) ? 'rabbitmq' : 'bootstrap', url: broker }]),
        ...(management === undefined ? [] : [{ name: 'management', url: management }]),
      ],
    },
    { title: 'databases', of: masked(named(databases)) },
  ];
  return groups.filter((group) => group.of.length > 0);
}

/** To be read on a screen; an address that is too wide goes on in the next line. */
export function addressLines(look: Look, size: Size): readonly string[] {
  const groups = groupsOf(look);
  if (typeof groups === 'string') return [groups];
  const names = Math.max(...groups.flatMap((group) => group.of.map(({ name }) => name.length)));
  const room = Math.max(20, textWidth(size) - names - 4);
  const lines = groups
    .flatMap(({ title, of }) => [
      title,
      ...of.flatMap(({ name, url }) =>
        pieces(url, room).map((piece, index) => `  ${padEnd(index === 0 ? name : '', names)}  ${piece}`),
      ),
      '',
    ])
    .slice(0, -1);
  const first = firstAddress(look);
  return first === undefined ? lines : [`y copies ${first}`, '', ...lines];
}

/** To be heard, a sentence each. */
export function addressSentences(look: Look): readonly string[] {
  const groups = groupsOf(look);
  if (typeof groups === 'string') return [groups];
  return groups.flatMap(({ title, of }) => of.map(({ name, url }) => `${name}, ${title}: ${url}`));
}

function masked(addresses: readonly Address[]): readonly Address[] {
  return addresses.map(({ name, url }) => ({ name, url: withoutPassword(url) }));
}

function named(urls: Readonly<Record<string, string>>): Address[] {
  return Object.entries(urls).map(([name, url]) => ({ name, url }));
}
