// `npm run docs:stacks`: writes docs/stacks.md from what the suites found at their last run.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from './cache.mjs';
import { suites } from './suites.mjs';

const root = join(import.meta.dirname, '../..');
const differences = JSON.parse(readFileSync(join(root, 'cli/test/real/differences.json'), 'utf8'));

function testsOf(suite) {
  const file = join(cache, 'results', `${suite}.json`);
  if (!existsSync(file)) return [];
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
  return testResults.flatMap(({ assertionResults }) => assertionResults);
}

function resultOf([name, { about, differs }]) {
  const tests = testsOf(name);
  if (tests.length === 0) return [name, about, 'not run', '', ''];
  const known = Object.keys(differences[differs] ?? {}).length;
  const failed = tests.filter(({ status }) => status === 'failed').length;
  return [name, about, tests.length - failed - known, known, failed];
}

const outcome = (status) => (status === 'passed' ? 'passes' : status);
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const listed = Object.entries(differences)
  .filter(([, known]) => Object.keys(known).length > 0)
  .map(
    ([server, known]) =>
      `### ${server}\n\n${table(['test of the contract', 'why it does not pass there'], Object.entries(known))}`,
  );

const clients = testsOf('clients').map(({ ancestorTitles, title, status }) => [
  ancestorTitles.join(' '),
  title,
  outcome(status),
]);

/** Rows by scenario, a column for each document store that the scenarios ran on. */
function scenarioTable() {
  const told = testsOf('scenarios').filter(({ title }) => title.endsWith(' passes'));
  const stores = [...new Set(told.map(({ ancestorTitles }) => ancestorTitles[0]))];
  const names = [...new Set(told.map(({ title }) => title.replace(/ passes$/, '')))];
  const statusOf = (name, store) =>
    told.find(({ title, ancestorTitles: [on] }) => title === `${name} passes` && on === store)?.status;
  const rows = names.map((name) => [
    name,
    ...stores.map((store) => outcome(statusOf(name, store) ?? 'not run')),
  ]);
  return table(['scenario', ...stores], rows);
}

writeFileSync(
  join(root, 'docs/stacks.md'),
  `# What runs on what

Made by \`npm run docs:stacks\` from the results of the last \`npm run test:real\`; do not edit.

\`npm run test:real [-- <suite> ...]\` installs servers and clients that others wrote into a cache folder outside the repository
(\`SAGA_LAB_REAL_CACHE\`, by default \`~/.cache/saga-lab-real\`), starts each server on a free port of 127.0.0.1, proves that the process
it started owns that port, runs the suites and stops everything. A suite that cannot be run here fails and says what is missing.

## Suites

${table(['suite', 'what it runs', 'pass', 'known differences', 'fail'], Object.entries(suites).map(resultOf))}

Servers and clients: Apache Kafka 4.3.1 (Java 17, Maven Central), mongo-java-server 1.47.0, FerretDB 1.24.2 on SQLite (built by Go),
Debian's PostgreSQL 15 and RabbitMQ 3.10.8, Debezium Server 3.0.0 (Java 21 from PyPI), Docker Engine 20.10.24 with Compose 2.35.0 (built by Go), kcat 1.7.1 (librdkafka 2.0.2), Kafka 4.3.1's command-line tools, mongosh 2.12.0, psql.

## Differences

Each is a test that the server named does not pass. It is run all the same and expected to fail: once it passes, the suite fails until
the line is taken out of \`cli/test/real/differences.json\`.

${listed.join('\n\n')}

## Scenarios with --stack external

${scenarioTable()}

Skipped there by name, as nobody but who runs a server may stop it: broker-restart, document-store-restart. mongo-java-server takes change
streams of a database and never fills them, so the views are polled there: every document's latest state is judged, the states between two
looks are not seen, and the report says so in \`notes\`.

## In containers

The compose files name the true images. Where no Docker engine answers, the suite \`compose\` installs Debian's and makes images with these names
from package registries: \`postgres\` is PostgreSQL 17.10 from npm on Debian, \`apache/kafka\` Kafka 4.3.1's own jars, \`node\` this machine's
Node.js, \`rabbitmq\` Debian's RabbitMQ 3.10.8, \`quay.io/debezium/server\` Debezium's own distribution on a Java 21 from PyPI. The one named
\`mongo\` is saga-lab's own document store: no MongoDB. Where an engine answers, it is used, and pulls the true ones.

${table(
  ['what is tried', ''],
  testsOf('compose').map(({ fullName, status }) => [fullName, outcome(status)]),
)}

## Foreign clients on the embedded servers

${table(['client', 'what it does', ''], clients)}

## Not shown

No package registry has a real mongod. What only it could judge: that its error texts and codes are the embedded store's word for word,
transactions and sessions, read and write concerns of a replica set, resume tokens over a fail-over, change streams of a database and of
the whole server (mongo-java-server has those of a collection only, FerretDB none). Of Kafka: several brokers, share groups.
`,
);
