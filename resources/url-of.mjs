// `node resources/url-of.mjs <lab> services|databases <name>` prints the address that the lab says: a port that was
// taken is replaced by another.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const [lab, kind, name] = process.argv.slice(2);
const program = join(import.meta.dirname, '../dist/cli/main.js');
const { stdout, stderr } = spawnSync(process.execPath, [program, 'status', '--json', '--lab', lab], {
  encoding: 'utf8',
});
if (stdout === '') fail(stderr.trim());
const found = JSON.parse(stdout)[kind].find((each) => each.name === name);
if (found === undefined) fail(`Lab ${lab} has no ${name}: start it with "task up"`);
process.stdout.write(found.url);

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
