# Sourced by mvnw and mainstay: points JAVA_HOME at a JDK 25 or newer when one is installed.
# Without one JAVA_HOME is left as it was, and the caller says what is missing.

mainstay_jdk_major() {
  [ -r "$1/release" ] && [ -x "$1/bin/javac" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

mainstay_find_jdk() {
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    major=$(mainstay_jdk_major "$home" 2>/dev/null) || continue
    if [ "${major:-0}" -ge 25 ]; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}
