# Sourced by mvnw and mainstay: points JAVA_HOME at a JDK 25 or newer when one is installed.
# Without one JAVA_HOME is left as it was, and the caller says what is missing.

mainstay_jdk_major() {
  [ -r "$1/release" ] && [ -x "$1/bin/javac" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

mainstay_jdk_on_path() {
  program=$(command -v javac) || return 0
  program=$(readlink -f "$program" 2>/dev/null) || return 0
  dirname "$(dirname "$program")"
}

mainstay_jdks_of_maven() {
  [ -r "$HOME/.m2/toolchains.xml" ] || return 0
  sed -n 's/.*<jdkHome>\(.*\)<\/jdkHome>.*/\1/p' "$HOME/.m2/toolchains.xml"
}

mainstay_find_jdk() {
  for home in "${JAVA_HOME:-}" "$(mainstay_jdk_on_path)" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home $(mainstay_jdks_of_maven); do
    major=$(mainstay_jdk_major "$home" 2>/dev/null) || continue
    if [ "${major:-0}" -ge 25 ]; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}
