#!/bin/bash
# As much of the true image's entry point as the compose file uses: RABBITMQ_DEFAULT_USER and RABBITMQ_DEFAULT_PASS.
set -eu
if [ "$1" != rabbitmq-server ]; then
  exec "$@"
fi
if [ "$(id -u)" = 0 ]; then
  {
    echo "default_user = ${RABBITMQ_DEFAULT_USER:-guest}"
    echo "default_pass = ${RABBITMQ_DEFAULT_PASS:-guest}"
    echo 'log.console = true'
    echo 'log.file = false'
  } > /etc/rabbitmq/rabbitmq.conf
  chown rabbitmq:rabbitmq /var/lib/rabbitmq
  exec setpriv --reuid=rabbitmq --regid=rabbitmq --clear-groups "$0" "$@"
fi
# So that the shell that starts the server becomes it. Debian's wrapper would change the user.
export HOME=/var/lib/rabbitmq RUNNING_UNDER_SYSTEMD=1
unset RABBITMQ_DEFAULT_USER RABBITMQ_DEFAULT_PASS
exec /usr/lib/rabbitmq/bin/rabbitmq-server
