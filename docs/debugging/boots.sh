#!/bin/sh
# boots.sh MODULE.ll: compiles the module, starts it, and succeeds when that comes to its end.
# A module that does not compile says nothing of hanging: exit code 125, "cannot tell".
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
"${KEXTIR_CLANG:-clang}" -O1 -w -o "$folder/kernel" -x ir "$1" -x c "$(dirname "$0")/kernel.c" || exit 125
timeout 2 "$folder/kernel"
