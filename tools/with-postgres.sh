#!/usr/bin/env bash
# Starts a PostgreSQL of its own, runs a command with its address in TERSKEL_TEST_POSTGRES, and stops it again.
#   tools/with-postgres.sh cargo nextest run
set -eu
here=$(cd "$(dirname "$0")" && pwd)
trap '"$here/postgres-for-tests.sh" stop' EXIT
"$here/postgres-for-tests.sh" start
TERSKEL_TEST_POSTGRES=$("$here/postgres-for-tests.sh" url)
export TERSKEL_TEST_POSTGRES
"$@"
