# Runs a command in an unpacked image as a container engine would: processes and mounts of its own, the root read-only, a
# fresh /tmp, the user 10001 without capabilities. It needs nothing but what every Linux has.
#   run-image.sh ROOT WORKING_FOLDER COMMAND...
# The first process of the new namespace is the command itself, so signals to it meet what they would in a container.
set -eu
image_path=${PATH:-}
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH ROOT="$1" FOLDER="$2" IMAGE_PATH="$image_path"
shift 2

prepare='
  mount --bind "$ROOT" "$ROOT"
  mount -t tmpfs -o mode=0755,size=1m tmpfs "$ROOT/dev"
  for device in null zero random urandom; do
    : >"$ROOT/dev/$device"
    mount --bind "/dev/$device" "$ROOT/dev/$device"
  done
  mount -t tmpfs -o mode=1777,size=64m tmpfs "$ROOT/tmp"
  mount -t proc proc "$ROOT/proc"
  mount -o remount,bind,ro "$ROOT"
  root=$ROOT folder=$FOLDER path=$IMAGE_PATH
  unset ROOT FOLDER IMAGE_PATH PWD OLDPWD SHLVL
  unshare=$(command -v unshare)
  PATH=$path
'
if [ "$(id -u)" = 0 ]; then
  exec unshare --mount --propagation private --pid --fork --kill-child sh -euc "$prepare"'
    exec "$unshare" --root="$root" --wd="$folder" --setgid=10001 --setuid=10001 "$@"' sh "$@"
fi
exec unshare --user --map-root-user --mount --propagation private --pid --fork --kill-child sh -euc "$prepare"'
  exec "$unshare" --user --map-user=10001 --map-group=10001 --root="$root" --wd="$folder" "$@"' sh "$@"
