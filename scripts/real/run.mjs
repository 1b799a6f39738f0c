// `npm run test:real [-- <suite> ...]`: installs the servers and clients that others wrote, where they are missing, and
// runs the suites on them. Whoever asks for a suite that cannot be run here gets exit code 1 and what is missing.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from './cache.mjs';
import { find, Missing } from './programs.mjs';
import { suites } from './suites.mjs';

const root = join(import.meta.dirname, '../..');
const say = (text) => process.stderr.write(`${text}\n`);

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(suites, name));
if (unknown.length > 0) {
  say(`No suite ${unknown.join(', ')}. There are:`);
  for (const [name, { about }] of Object.entries(suites)) say(`  ${name.padEnd(10)} ${about}`);
  process.exit(2);
}

const failed = [];
for (const name of asked.length > 0 ? asked : Object.keys(suites)) {
  const { optional } = suites[name];
  if (asked.length === 0 && optional !== undefined && find(optional) === undefined)
    say(`${name}: left out, since ${optional} is not here; npm run test:real -- ${name} insists`);
  else if (!(await passes(name))) failed.push(name);
}
say(failed.length === 0 ? 'every suite passed' : `failed: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);

async function passes(name) {
  const { about, installs, project, files, env: extra } = suites[name];
  say(`${name}: ${about}`);
  try {
    const env = { ...process.env, ...extra };
    for (const install of installs) Object.assign(env, await install());
    return runTests(name, project, files, env);
  } catch (thrown) {
    if (!(thrown instanceof Missing)) throw thrown;
    say(`${name}: cannot be run. ${thrown.message}`);
    return false;
  }
}

function runTests(name, project, files, env) {
  const results = join(cache, 'results');
  mkdirSync(results, { recursive: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['default', join(root, 'scripts/plain-summary.mjs'), 'json'].map(
    (each) => `--reporter=${each}`,
  );
  const output = `--outputFile.json=${join(results, `${name}.json`)}`;
  const args = [vitest, 'run', '--project', project, ...reporters, output, ...files];
  return spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status === 0;
}
