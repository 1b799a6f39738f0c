import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../cache.mjs';
import { Missing, need, run } from '../programs.mjs';

/** Java 17 or newer; resolves with the path of `java`. */
export function findJava() {
  const java = need('java', 'Install a JDK 17 or newer (Debian: apt-get install openjdk-17-jdk-headless).');
  const version = Number(/^openjdk (\d+)/.exec(run(java, ['--version']))?.[1] ?? 0);
  if (version < 17)
    throw new Missing(`${java} is Java ${version || '(of unknown version)'}; 17 or newer is needed.`);
  return java;
}

/** The jars that `<name>.pom.xml` names, from Maven Central, in the cache's folder `<name>-<version>`. */
export function mavenJars(name, version) {
  return cached(`${name}-${version}`, (folder) => {
    const maven = need('mvn', 'Install Apache Maven (Debian: apt-get install maven).');
    const pom = join(folder, 'pom.xml');
    cpSync(join(import.meta.dirname, `${name}.pom.xml`), pom);
    const options = ['-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
    run(maven, ['-B', '-q', '-f', pom, 'dependency:copy-dependencies', ...options]);
  });
}
