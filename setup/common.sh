# Shared by setup/install and setup/core (bash; sourced, not run).

LLVM=22 # The LLVM of clang and of rustc: IR is read by the very version that wrote it.

say()  { printf '%s\n' "$*" >&2; }
fail() { printf 'setup: error: %s\n' "$1" >&2; shift; [ $# -eq 0 ] || printf '%s\n' "$@" >&2; exit 1; }

# Everything that outlives a checkout: packages unpacked aside, libraries built for Darwin targets.
cache=${KEXTIR_CACHE:-${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/kextir}
case $cache in
  *[[:space:]]*) fail "the cache folder '$cache' has a space in its name, which make cannot handle" \
    "Choose another one: export KEXTIR_CACHE=/path/without/spaces" ;;
  /*) ;;
  *) fail "the cache folder '$cache' is not an absolute path; set KEXTIR_CACHE or HOME" ;;
esac
mkdir -p "$cache" 2>/dev/null || fail "cannot create the cache folder $cache; set KEXTIR_CACHE to a writable one"

# Runs the rest of the script as the only one: two makes may start at once.
take_lock() {
  command -v flock >/dev/null || return 0
  exec 9>"$cache/$1.lock"
  flock -n 9 && return 0
  say "setup: waiting for another run of setup/$1 to end"
  flock 9
}

# Prints one field of `rustc -vV` ("release", "host", "LLVM version", ...); nothing if it does not run.
rustc_field() { "$1" -vV 2>/dev/null | sed -n "s/^$2: //p"; }

# Prints the folder that holds the sources of core, alloc, ... for a rustc; fails if they are not there.
rust_sources() {
  local library
  library=$("$1" --print sysroot 2>/dev/null)/lib/rustlib/src/rust/library
  [ -f "$library/core/src/lib.rs" ] && printf '%s\n' "$library"
}

# Prints the sysroot for a rustc and a target: the compiler's own where it has the target's
# libraries, else the place in the cache where setup/core puts them. The compiler's version and
# commit are in the name, so another compiler never meets libraries that it did not build.
sysroot_for() {
  local rustc=$1 target=$2 installed release commit
  installed=$("$rustc" --print target-libdir --target "$target" 2>/dev/null) &&
    compgen -G "$installed/libcore-*.rlib" >/dev/null && { "$rustc" --print sysroot; return; }
  release=$(rustc_field "$rustc" release) commit=$(rustc_field "$rustc" commit-hash)
  [ -n "$release" ] || return 1
  printf '%s/sysroot/%s-%.9s-%s\n' "$cache" "$release" "$commit" "$target"
}
