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

# ask_rustc RUSTC TARGET: sets release, commit, host and llvm (as `rustc -vV` has them), library (the
# sources of core, alloc, ...; empty if they are not there) and sysroot (the --sysroot for the target).
# Fails if the program does not run or does not know the target.
#
# The sysroot is the compiler's own where it has the target's libraries, else the place in the cache
# where setup/core puts them. The compiler's version and commit are in the name, so another compiler
# never meets libraries that it did not build.
sysroot_recipe=1 # To be raised when setup/core comes to build something else.
ask_rustc() {
  local rustc=$1 target=$2 version folders own libraries
  version=$("$rustc" -vV 2>/dev/null) && folders=$("$rustc" --print sysroot --print target-libdir --target "$target" 2>/dev/null) || return 1
  release=$(field release) commit=$(field commit-hash) host=$(field host) llvm=$(field "LLVM version")
  { read -r own; read -r libraries; } <<<"$folders"
  library=$own/lib/rustlib/src/rust/library
  [ -f "$library/core/src/lib.rs" ] || library=
  sysroot=$cache/sysroot/$release-${commit:0:9}-$target-$sysroot_recipe
  ! compgen -G "$libraries/libcore-*.rlib" >/dev/null || sysroot=$own
}

# One field of the `rustc -vV` in $version.
field() { local text=${version#*"$1: "}; printf '%s' "${text%%$'\n'*}"; }
