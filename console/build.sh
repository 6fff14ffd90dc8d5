#!/usr/bin/env bash
# Makes the console, or checks its sources, where Node.js is and only when something has changed since the last time.
#   build.sh build | check | browser
set -euo pipefail
cd "$(dirname "$0")"
least=20

node_major() {
  node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p'
}

major=$(node_major || true)
if [ -z "$major" ] || [ "$major" -lt "$least" ] || ! command -v npm >/dev/null; then
  # In continuous integration everything that is released is made.
  if [ "${CI:-}" = true ]; then
    echo "CI needs Node.js $least or newer with npm to make the console" >&2
    exit 1
  fi
  if [ "$1" = build ]; then
    rm -rf target/dist ../backend/target/classes/console
    echo "Without the console: Node.js $least or newer with npm is not installed. The backend serves the API alone."
  elif [ "$1" = browser ]; then
    echo "Node.js $least or newer with npm is not installed"
    exit 3
  fi
  exit 0
fi

# A digest of all that a task reads: what was left of it last time tells whether it must be done again.
digest() {
  {
    node --version
    find build.sh package.json package-lock.json .npmrc ./*.ts ./*.js ./*.json index.html scripts src e2e \
      -path src/generated -prune -o -path 'src/locales/*/messages.ts' -prune -o -type f -print
    echo ../graph-schema/snapshots/schema.graphql
  } | LC_ALL=C sort -u | while IFS= read -r name; do
    if [ -f "$name" ]; then cksum "$name"; else echo "$name"; fi
  done | cksum
}

done_already() {
  [ -f "target/$1.done" ] && [ "$(cat "target/$1.done")" = "$(digest)" ]
}

mkdir -p target
installed=$(cksum package-lock.json .npmrc)
if [ "$installed" != "$(cat node_modules/.mainstay-installed 2>/dev/null || true)" ]; then
  npm ci --prefer-offline --loglevel=error
  echo "$installed" >node_modules/.mainstay-installed
fi

case $1 in
  build)
    if [ -f target/dist/index.html ] && done_already build; then exit 0; fi
    rm -f target/build.done
    npm run --silent build
    # Maven copies what is new and leaves what is gone: no asset of a build before may stay in the jar.
    rm -rf ../backend/target/classes/console
    ;;
  check)
    if done_already check; then exit 0; fi
    npm run --silent check
    ;;
  browser)
    # Against servers that change: there is nothing to remember.
    exec npm run --silent browser
    ;;
  *)
    echo "Usage: build.sh build | check | browser" >&2
    exit 2
    ;;
esac
# Written now: building renews the catalogues of messages, which are sources.
digest >"target/$1.done"
