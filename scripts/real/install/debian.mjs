import { find, installDebianPackage, runs } from '../programs.mjs';

const folder = '/usr/lib/postgresql/15/bin';

/** Debian's PostgreSQL 15, and psql. */
export async function postgres15() {
  if (find('postgres', [folder]) === undefined) installDebianPackage('postgresql-15');
  return { SAGA_LAB_TEST_POSTGRES_BIN: folder };
}

export async function psql() {
  if (!runs('psql')) installDebianPackage('postgresql-client');
  return { REAL_PSQL: find('psql') };
}

export async function kcat() {
  if (find('kcat') === undefined) installDebianPackage('kcat');
  return { REAL_KCAT: find('kcat') };
}

export async function chromium() {
  if (find('chromium') === undefined) installDebianPackage('chromium');
  return { REAL_CHROMIUM: find('chromium') };
}

/** Debian's RabbitMQ. Its wrapper changes the user, so what it wraps is started; epmd finds the nodes of a host. */
export async function rabbitmq() {
  const bin = '/usr/lib/rabbitmq/bin';
  if (find('rabbitmq-server', [bin]) === undefined) installDebianPackage('rabbitmq-server');
  return { REAL_RABBITMQ: find('rabbitmq-server', [bin]), REAL_EPMD: find('epmd') };
}
