#!/bin/sh
# A lab that watches the service names a file for its structured lines (descriptor 3). Without one, none are written.
if [ -n "$LINES_FILE" ]; then
  export TRAM_LINES_FD=3
  exec "$@" 3>>"$LINES_FILE"
fi
exec "$@"
