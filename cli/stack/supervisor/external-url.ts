import { UsageError } from '../../lib/errors.ts';

// Not `new URL`: a MongoDB URL may list several hosts.
const shape = /^(?<server>[a-z+]+:\/\/(?:(?<user>[^@/]*)@)?[^/?]+)(?:\/(?<path>[^?]*))?(?:\?(?<query>.*))?$/;

/** The URL of a database on the server of `url`, with the same user and options. */
export function externalUrl(url: string, kind: 'postgres' | 'mongodb', database: string): string {
  const { server, user, path, query } = shape.exec(url)?.groups ?? {};
  if (server === undefined) throw new UsageError(`"${url}" is not a URL such as ${kind}://user@host:port/`);
  const options = new URLSearchParams(query);
  // Without authSource, MongoDB looks for the user in the database of the path, and without a path in admin.
  if (kind === 'mongodb' && user !== undefined && !options.has('authSource'))
    options.set('authSource', path || 'admin');
  return `${server}/${database}${options.size > 0 ? `?${options.toString()}` : ''}`;
}
