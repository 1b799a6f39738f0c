import { join } from 'node:path';
import { cached } from '../cache.mjs';
import { run } from '../programs.mjs';

const version = '2.12.0';

export async function mongosh() {
  const folder = await cached(`mongosh-${version}`, (target) => {
    const options = ['--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund'];
    run('npm', ['install', '--prefix', target, ...options, `mongosh@${version}`]);
  });
  return { REAL_MONGOSH: join(folder, 'node_modules/mongosh/bin/mongosh.js') };
}
