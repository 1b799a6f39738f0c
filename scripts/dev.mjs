// The loop of a working day: `npm run dev -- run approve` builds, runs, and does both again whenever a source changes.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const command = process.argv.slice(2);
let running;
let again = false;

function run(file, args) {
  running = spawn(process.execPath, [join(root, file), ...args], { cwd: root, stdio: 'inherit' });
  return new Promise((resolve) => running.once('exit', resolve));
}

async function loop() {
  do {
    again = false;
    const built = await run('scripts/build.mjs', []);
    if (built === 0 && !again && command.length > 0) await run('dist/cli/main.js', command);
  } while (again);
  running = undefined;
  process.stderr.write('waiting for a change (Ctrl-C ends)\n');
}

let timer;
for (const folder of ['cli', 'services', 'scenarios']) {
  watch(join(root, folder), { recursive: true }, (_, file) => {
    if (!file || !/\.(ts|yaml|sql)$/.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      again = running !== undefined;
      if (again) running.kill('SIGINT');
      else void loop();
    }, 100);
  });
}
process.on('SIGINT', () => {
  if (!running) process.exit(130);
  running.once('exit', () => process.exit(130));
});
void loop();
