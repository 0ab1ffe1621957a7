#!/usr/bin/env bash
# Looks for what Terskel is built and tested with, and installs what is missing where it may.
#
#   tools/setup.sh demo    what `make demo` needs
#   tools/setup.sh test    what `make test` needs besides: PostgreSQL, Chromium and, where it can be had, LibreOffice
set -eu
cd "$(dirname "$0")/.."
what=${1:-test}

fail() { printf '%s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

has cargo || fail "Rust is missing. Install it as https://rustup.rs says, then run make again."
has node && has npm || fail "Node.js is missing. Install version 20 or newer with npm, then run make again."
node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' ||
  fail "Node.js $(node --version) is too old. Install version 20 or newer, then run make again."
want=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
have=$(cargo --version | cut -d' ' -f2)
[ "$(printf '%s\n%s\n' "$want" "$have" | sort -V | head -n1)" = "$want" ] ||
  fail "Rust $have is too old. Run: rustup update (version $want or newer is needed)."

missing=()
has cc || missing+=(build-essential)
has pkg-config || missing+=(pkg-config)
if [ "$what" = test ]; then
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || has postgres || missing+=(postgresql)
  has chromium || missing+=(chromium)
  has openssl || missing+=(openssl)
fi

may_install() { [ "$(id -u)" = 0 ] && has apt-get; }
export DEBIAN_FRONTEND=noninteractive

if [ ${#missing[@]} -gt 0 ]; then
  command="apt-get install --yes --no-install-recommends ${missing[*]}"
  may_install || fail "Terskel needs ${missing[*]}. On Debian, run: sudo apt-get update && sudo $command"
  echo "Installing: ${missing[*]}"
  apt-get update --quiet </dev/null
  # shellcheck disable=SC2086 # the command is a list of words on purpose
  $command </dev/null
fi

# LibreOffice opens the Word files and presentations we write. Where it cannot be had, the tests say that nobody did, and go on.
if [ "$what" = test ] && { ! has soffice || [ ! -e /usr/lib/libreoffice/program/libsdlo.so ]; } && may_install; then
  echo "Installing: libreoffice-writer-nogui libreoffice-impress-nogui"
  { apt-get update --quiet && apt-get install --yes --no-install-recommends libreoffice-writer-nogui libreoffice-impress-nogui; } </dev/null ||
    echo "LibreOffice could not be installed; going on without."
fi
