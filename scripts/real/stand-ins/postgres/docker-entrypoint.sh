#!/bin/bash
# As much of the true image's entry point as the compose files use: POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB, init files,
# and that any other program than the server is run as it is.
set -eu
if [ "$1" != postgres ]; then
  exec "$@"
fi
if [ "$(id -u)" = 0 ]; then
  chown 999:999 "$PGDATA"
  exec setpriv --reuid=999 --regid=999 --clear-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  user=${POSTGRES_USER:-postgres}
  initdb --username="$user" --pwfile=<(echo "$POSTGRES_PASSWORD") --auth-local=trust --auth-host=scram-sha-256 "$PGDATA"
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  # By socket alone, so that nobody takes it for the server that is to come.
  pg_ctl --wait start -o "-c listen_addresses= -c unix_socket_directories=/tmp"
  if [ "${POSTGRES_DB:-postgres}" != postgres ]; then
    psql --host=/tmp --username="$user" --dbname=postgres --no-psqlrc --command="CREATE DATABASE \"$POSTGRES_DB\""
  fi
  for file in /docker-entrypoint-initdb.d/*.sql; do
    [ -e "$file" ] || continue
    psql --host=/tmp --username="$user" --dbname=postgres --set=ON_ERROR_STOP=1 --no-psqlrc --file="$file"
  done
  pg_ctl --wait --mode=fast stop
fi
exec "$@" -c listen_addresses='*' -c unix_socket_directories=/var/run/postgresql
