#!/bin/sh
# reserves.sh MODULE.ll FUNCTION: whether the function moves the stack pointer before it uses the stack.
"${KEXTIR_CLANG:-clang}" -O1 -w -S -o - -x ir "$1" | sed -n "/^_ZN.*$2.*:/,/retq/p" | grep -q 'subq.*%rsp'
