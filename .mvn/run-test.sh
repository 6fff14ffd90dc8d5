# Sourced by mainstay: ./mainstay test NAME[#METHOD]... runs tests of the backend against servers that stay up between runs.
# What changed since the last run decides what is done first: nothing, the changed test classes alone, or Maven.

test_usage() {
  cat <<'TEXT'
Usage: ./mainstay test NAME[#METHOD]... [-D<name>=<value>]...
       ./mainstay test --down

Runs tests by the names of their classes, such as CursorTest or IncidentLifecycleIT#shouldGoFromReportToConfirmation, several with blanks or
commas between them. What changed is compiled first. Those of the backend that end in IT have servers, which stay up for the next run.

  -D<name>=<value>        goes to the Java of the backend's tests
  --down                  ends the servers
TEXT
}

backend_sources() {
  find "$project/pom.xml" "$project/backend/pom.xml" "$project/backend/src" "$project/graph-schema" \
    -path '*/target' -prune -o -type f -print
}

# What the servers hold and a later run would not see change: the realm, how they are started, and applied migrations.
servers_fingerprint() {
  find "$project/local-stack" "$project/graph-schema/neo4j" -path '*/target' -prune -o -type f -print |
    LC_ALL=C sort | while IFS= read -r file; do cksum "$file"; done | cksum
}

test_source() {
  find "$project" -path '*/target' -prune -o -path "*/src/test/java/*/${1%%#*}.java" -print | head -n 1
}

# Compiles test classes alone: no other class depends on a class named ...Test or ...IT, so that nothing stale is left.
compile_tests() {
  "$JAVA_HOME/bin/javac" -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC --release 25 -parameters -proc:none -nowarn -g \
    -d "$project/backend/target/test-classes" -cp "$(cat "$state/class-path")" "$@"
}

compile() {
  local begun=$state/compiled.new sources changed others
  sources=$(backend_sources | LC_ALL=C sort | cksum)
  : >"$begun"
  if [ -f "$state/compiled" ] && [ -d "$project/backend/target/test-classes" ] && [ "$sources" = "$(cat "$state/compiled")" ]; then
    changed=$(find "$project/pom.xml" "$project/backend/pom.xml" "$project/backend/src" "$project/graph-schema" \
      -path '*/target' -prune -o -type f -newer "$state/compiled" -print)
    others=$(grep -v '/src/test/java/.*\(Test\|IT\)\.java$' <<<"$changed" || true)
    if [ -n "$changed" ] && [ -z "$others" ]; then
      echo "Compiling $(wc -l <<<"$changed") of the tests"
      local files
      mapfile -t files <<<"$changed"
      compile_tests "${files[@]}"
    elif [ -n "$changed" ]; then
      compile_all
    fi
  else
    compile_all
  fi
  printf '%s\n' "$sources" >"$begun.sources"
  touch -r "$begun" "$begun.sources"
  mv "$begun.sources" "$state/compiled"
  rm -f "$begun"
}

compile_all() {
  echo "Compiling the backend"
  "$project/mvnw" -f "$project/pom.xml" -o -q -B -ntp -Dquick -pl backend -am test-compile \
    dependency:build-classpath -Dmdep.outputFile="$state/libraries" -Dmdep.regenerateFile -Dmdep.includeScope=test
  printf '%s:%s:%s\n' "$project/backend/target/test-classes" "$project/backend/target/classes" "$(cat "$state/libraries")" \
    >"$state/class-path"
}

# Tests of other modules start what they need themselves: Maven runs them.
test_with_maven() {
  local module=$1
  shift
  local names
  names=$(IFS=,; echo "$*")
  exec "$project/mvnw" -f "$project/pom.xml" -o -B -ntp -Dquick -pl "$module" -am verify \
    -Dtest="$names" -Dsurefire.failIfNoSpecifiedTests=false -Dit.test="$names" -Dfailsafe.failIfNoSpecifiedTests=false
}

run_tests() {
  local names=() options=() argument source module='' servers=false packaged=false
  state=$project/.mainstay/tests
  if [ "$*" = --down ]; then exec "$project/mainstay" down --data "$state/servers"; fi
  for argument in "$@"; do
    case $argument in
      -D*) options+=("$argument") ;;
      -*) echo "Unknown option: $argument. ./mainstay test --help lists them." >&2; exit 2 ;;
      *) IFS=, read -ra parts <<<"$argument"; names+=("${parts[@]}") ;;
    esac
  done
  if [ ${#names[@]} -eq 0 ]; then
    echo "Say which tests: ./mainstay test IncidentGraphQlIT, or CursorTest#shouldRefuseAnother" >&2
    exit 2
  fi
  for argument in "${names[@]}"; do
    source=$(test_source "$argument")
    if [ -z "$source" ]; then
      echo "There is no test ${argument%%#*}." >&2
      exit 2
    fi
    module=${source#"$project"/}
    module=${module%%/src/*}
    if [ "$module" != backend ]; then break; fi
    case $argument in *IT | *IT#*) servers=true ;; esac
    case $source in */fault/*) packaged=true ;; esac
  done
  if [ "$module" != backend ]; then test_with_maven "$module" "${names[@]}"; fi

  mkdir -p "$state"
  if $packaged && backend_outdated; then build backend; fi
  compile
  if $servers; then
    start_test_servers
    set -a
    . "$state/servers/stack.properties"
    KC_BOOTSTRAP_ADMIN_PASSWORD=$(sed -n 's/^keycloak.admin.password=//p' "$state/servers/secrets.properties")
    set +a
  fi
  cd "$project/backend"
  exec "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+EnableDynamicAgentLoading \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${options[@]+"${options[@]}"} \
    -cp "$(cat "$state/class-path")" io.mainstay.support.TestRun "${names[@]}"
}

start_test_servers() {
  local data=(--data "$state/servers") fingerprint
  fingerprint=$(servers_fingerprint)
  if [ -d "$state/servers" ] && [ "$fingerprint" != "$(cat "$state/fingerprint" 2>/dev/null)" ]; then
    echo "The realm, the local stack or a migration has changed: the servers start anew"
    "$project/mainstay" down "${data[@]}" >/dev/null
    "$project/mainstay" reset --yes "${data[@]}" >/dev/null
  fi
  if ! "$project/mainstay" status "${data[@]}" >/dev/null 2>&1; then
    # Half way through a long test the second compiler of the database pays for itself.
    MAINSTAY_NEO4J_JAVA_OPTIONS="-XX:TieredStopAtLevel=4 -Dmainstay.neo4j.replan-interval=PT1H" "$project/mainstay" up -d --servers-only --free-ports "${data[@]}"
  fi
  printf '%s\n' "$fingerprint" >"$state/fingerprint"
}
