#!/usr/bin/env bash
# Lays the two folders of a new room, with the file names every room has.  tools/new-room.sh equipment
set -eu
cd "$(dirname "$0")/.."
name=${1:-}
[[ $name =~ ^[a-z][a-z_]*$ ]] || { echo "usage: make new-room NAME=equipment (small letters, the room's English name)" >&2; exit 2; }
rules=crates/domain/src/$name room=crates/app/src/$name
[ ! -e "$rules" ] && [ ! -e "$room" ] || { echo "the room $name is there already" >&2; exit 1; }
mkdir -p "$rules" "$room"
touch "$rules/mod.rs" "$room"/{mod,store,public,desk,office,forms,views,tests}.rs "$room"/texts.{nb,nn,en}.ftl
cat <<TXT
Made $rules and $room. Now, in this order:
  1. $rules/mod.rs: the rules, with "pub mod $name;" in crates/domain/src/lib.rs
  2. $room/mod.rs: first a paragraph (//!) that a municipal employee could read, then routes()
  3. its concepts in GLOSSARY.toml, its columns in PRIVACY.toml, its place in ROOMS in crates/house_rules/src/lib.rs
  4. remove the files that the room does not need; make check says what is missing
TXT
