#!/usr/bin/env bash
# make-small-files.sh OUT [COUNT]: OUT/fat32.raw, OUT/ntfs.raw and OUT/ext4.raw, each one file system with the same small files, for
# `curlew bench --peers` (docs/benchmarks.md). Needs a JDK 25, mtools, dosfstools, ntfs-3g with /dev/fuse, e2fsprogs. No mount but ntfs-3g's.
set -euo pipefail
out=${1:?folder for the images}; count=${2:-100000}
here=$(cd "$(dirname "$0")" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
mkdir -p "$out"; cd "$out"
rm -rf tree; "$java" "$here/SmallFiles.java" tree "$count" 1
size=$((count * 8 / 1000 + 200))M
rm -f fat32.raw ntfs.raw ext4.raw
truncate -s "$size" fat32.raw ntfs.raw ext4.raw
mkfs.vfat -F 32 -s 1 -i 11112222 --invariant fat32.raw >/dev/null
for folder in tree/*; do MTOOLS_SKIP_CHECK=1 mcopy -Q -s -m -i fat32.raw "$folder" ::/; done
mkntfs -q -F -Q -L SMALL ntfs.raw >/dev/null 2>&1
mkdir -p mnt; ntfs-3g ntfs.raw mnt; cp -r tree/. mnt/; sync; umount mnt; rmdir mnt
mke2fs -q -t ext4 -N $((count + 2000)) -L SMALL -d tree ext4.raw
rm -rf tree
ls -l ./*.raw
