import { apacheKafka } from './install/apache-kafka.mjs';
import { debeziumServer } from './install/debezium-server.mjs';
import { docker } from './install/docker.mjs';
import { chromium, kcat, postgres15, psql, rabbitmq } from './install/debian.mjs';
import { ferretdb } from './install/ferretdb.mjs';
import { mongoJavaServer } from './install/mongo-java-server.mjs';
import { mongosh } from './install/mongosh.mjs';
import { pythonPackages } from './install/python-packages.mjs';

const real = (name) => ({ project: 'real', files: [`cli/test/real/${name}.real.test.ts`] });

/** What can be asked for: what it installs, and which test files it runs, in which project of vitest.config.ts. */
export const suites = {
  kafka: { about: 'contracts on Apache Kafka', installs: [apacheKafka], ...real('kafka') },
  rabbitmq: {
    about: "contract of the broker port and the probe on Debian's RabbitMQ, kills included",
    installs: [rabbitmq],
    project: 'real',
    files: ['rabbitmq', 'rabbitmq-probe', 'dead-letters', 'rabbitmq-checks'].map(
      (name) => `cli/test/real/${name}.real.test.ts`,
    ),
  },
  secured: {
    about: 'scenarios on Apache Kafka that asks for users (SASL) and certificates (TLS)',
    installs: [apacheKafka],
    ...real('secured-kafka'),
  },
  shipments: {
    about: "the outbox example's stories on Debian's RabbitMQ, under both relays, its dead-letter queue",
    installs: [rabbitmq],
    ...real('shipments'),
  },
  debezium: {
    about:
      "the outbox example with Debezium Server as its relay on Debian's RabbitMQ, and what both relays send",
    installs: [rabbitmq, debeziumServer],
    project: 'real',
    files: ['debezium', 'debezium-envelope'].map((name) => `cli/test/real/${name}.real.test.ts`),
  },
  mongo: {
    about: 'contract on mongo-java-server',
    installs: [mongoJavaServer],
    differs: 'mongo-java-server',
    ...real('mongo-java-server'),
  },
  postgres: {
    about: "outbox, relay and probes on Debian's PostgreSQL 15 and Apache Kafka",
    installs: [postgres15, apacheKafka],
    differs: 'postgresql-15',
    env: { SAGA_LAB_TEST_KAFKA: 'apache' },
    project: 'int',
    files: [
      ...['outbox', 'inbox', 'relay', 'consumer', 'postgres'].map((room) => `services/tram/${room}/`),
      'cli/probes/wal/',
    ],
  },
  clients: {
    about: 'foreign clients on the embedded servers',
    installs: [apacheKafka, kcat, mongosh, psql],
    project: 'real',
    files: ['cli/test/real/clients/'],
  },
  scenarios: {
    about: 'scenarios, with --stack external, on Apache Kafka, PostgreSQL 15 and mongo-java-server',
    installs: [apacheKafka, postgres15, mongoJavaServer],
    ...real('scenarios'),
  },
  compose: {
    about: 'the compose files and --stack compose, on a Docker engine with the images at hand',
    installs: [docker],
    project: 'real',
    files: ['compose', 'compose-own-file', 'compose-shipments'].map(
      (name) => `cli/test/real/${name}.real.test.ts`,
    ),
  },
  examples: {
    about: 'the system in Python of examples/, which never heard of the lab',
    installs: [pythonPackages],
    ...real('examples'),
  },
  endurance: {
    about: 'the broker away for 30 s under both relays, floods of connections on the embedded servers',
    installs: [],
    project: 'real',
    files: ['cli/test/real/endurance/'],
  },
  browser: {
    about: "the HTML export in Debian's Chromium",
    installs: [chromium],
    ...real('browser'),
  },
  store: {
    about:
      "the store's shop in Debian's Chromium: a checkout with and without scripts, and axe's rules on every page",
    installs: [chromium],
    ...real('store-ui'),
  },
  /** Last, and only where Go is, unless asked for: it has to be compiled. */
  ferretdb: {
    about: 'contract on FerretDB',
    installs: [ferretdb],
    differs: 'ferretdb',
    optional: 'go',
    ...real('ferretdb'),
  },
};
