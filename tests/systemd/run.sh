#!/usr/bin/env bash
# Tries systemd/jarshy.service under a real systemd: boots one in a throw-away container, puts the binary and
# the unit where an operator would, and runs inside.sh in it.
#
#   tests/systemd/run.sh [BINARY]      default: target/release/jarshy, which is built if it is not there
#
# Needs root, the right to mount, and the lab in ../shared/systemd-lab beside the repository; says what is
# missing and exits with 0 where it cannot run. The journal and console are left in target/systemd/.
set -euo pipefail
cd "$(dirname "$0")/../.."

skip() {
    echo "systemd test skipped: $*"
    exit 0
}

boot=../shared/systemd-lab/boot.sh
[ -e "$boot" ] || skip "$boot is not here"
[ "$(id -u)" = 0 ] || skip "it needs root"
unshare --mount true 2>/dev/null || skip "this root may not mount"

binary=${1:-target/release/jarshy}
[ -x "$binary" ] || cargo build --release --locked
out=target/systemd
mkdir -p "$out"

bash "$boot" \
    --copy "$binary:/usr/bin/jarshy" \
    --copy systemd/jarshy.service:/etc/systemd/system/jarshy.service \
    --in tests/systemd --out "$out" --script tests/systemd/inside.sh
