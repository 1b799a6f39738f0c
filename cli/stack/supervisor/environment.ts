import { join } from 'node:path';
import type { LabHome } from '../paths.ts';

/** The user's environment, for services written in anything, less what would tell them of another parent, or of another broker. */
export function childEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  home: LabHome,
): Record<string, string> {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(TRAM_|KAFKA_SASL_|KAFKA_SSL|LAB_PARENT$|npm_)/.test(name),
  );
  return Object.fromEntries([
    ...kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
    // What is built is bundled: a log's stack trace is to name the sources.
    ['NODE_OPTIONS', `${env['NODE_OPTIONS'] ?? ''} --enable-source-maps`.trim()],
    // Node.js 22 and later keep compiled code there, which makes every later start quicker.
    ['NODE_COMPILE_CACHE', join(home.cache, 'compiled')],
  ]);
}
