#!/bin/sh
# pod-root.sh ROOT STORE NODE_FOLDER PROGRAM_FOLDER COMMAND…
# Runs a command as the image and the Deployment would: as user 65532, on a root that is read-only, with nothing of
# this machine in it but libraries, and one folder that may be written to. Needs a mount namespace of its own.
set -eu
root=$1 store=$2 node=$3 program=$4
shift 4
cd "$root"
mount --bind . .
cd "$root"
mkdir -p usr proc dev tmp nodejs/bin app var/lib/deckwatch
for name in lib lib64; do
  if [ -L "/$name" ]; then cp -P "/$name" .; elif [ -d "/$name" ]; then mkdir "$name" && mount --bind "/$name" "$name"; fi
done
mount --bind /usr usr
mount --bind /proc proc
mount --rbind /dev dev
mount --bind "$node" nodejs/bin
mount --bind "$program" app
for at in . usr nodejs/bin app; do mount -o remount,bind,ro "$at"; done
mount --bind "$store" var/lib/deckwatch
exec chroot --userspec=65532:65532 --groups=65532 . "$@"
