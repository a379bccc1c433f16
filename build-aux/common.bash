# SPDX-License-Identifier: GPL-3.0-or-later
# What run, build and test share: finding out what is missing, installing it, compiling.
# shellcheck shell=bash
set -euo pipefail

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build_dir=$source_dir/_build
install_dir=$source_dir/_install
stamp_dir=$source_dir/.cache/stamps

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# packages GROUP…: the names listed for these groups
packages() {
  local pattern
  pattern=$(IFS='|'; echo "$*")
  awk -v groups="^($pattern)\$" '$1 ~ groups { print $2 }' "$source_dir/build-aux/packages.apt"
}

# missing_packages GROUP…: those of them that are not installed
missing_packages() {
  local name
  for name in $(packages "$@"); do
    # A Node.js from elsewhere brings its own npm, which conflicts with Debian's package.
    [[ $name == npm || $name == nodejs ]] && command -v "${name/nodejs/node}" >/dev/null && continue
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || echo "$name"
  done
}

install_packages() {
  local missing=() as_root=()
  command -v dpkg-query >/dev/null ||
    fail "this script installs Debian packages. On another system install what build-aux/packages.apt lists, then: meson setup _build --prefix=$install_dir && meson install -C _build"
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  if ((EUID != 0)); then
    command -v sudo >/dev/null ||
      fail "these packages are missing; install them as root, then run this again: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  say "Installing ${#missing[@]} missing packages: ${missing[*]}"
  "${as_root[@]}" apt-get update -q >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
}

# install_node_modules FOLDER: npm ci, when the lock file is not the one installed last
install_node_modules() {
  local folder=$1 stamp wanted
  stamp=$source_dir/$folder/node_modules/.superhub-lock
  wanted=$(sha256sum <"$source_dir/$folder/package-lock.json")
  [[ -f $stamp && $(<"$stamp") == "$wanted" ]] && return 0
  say "Installing the npm packages of $folder"
  (cd "$source_dir/$folder" && npm ci --no-audit --no-fund --loglevel=error >&2) || return 1
  printf '%s\n' "$wanted" >"$stamp"
}

# install_corpus: the public mini programs of docs/corpus.md, unless SUPERHUB_CORPUS names an unpacked copy
install_corpus() {
  [[ -z ${SUPERHUB_CORPUS:-} ]] || return 0
  [[ -d $source_dir/tests/corpus/node_modules ]] ||
    say "Fetching the public corpus: 13 npm packages, 55 MB unpacked, only for the tests"
  install_node_modules tests/corpus && return 0
  [[ -z ${CI:-} ]] || fail "the public corpus could not be fetched"
  say "The public corpus could not be fetched: its tests are skipped"
}

# prepare GROUP…: everything that compiling (and the named groups) needs
prepare() {
  local key stamp
  key=$(sha256sum "$source_dir/build-aux/packages.apt" | cut -c1-16)-$(IFS=-; echo "$*")
  stamp=$stamp_dir/packages-$key
  if [[ ! -f $stamp ]]; then
    install_packages "$@"
    mkdir -p "$stamp_dir"
    touch "$stamp"
  fi
  install_node_modules src/runtime
}

# configure FOLDER [OPTION…]: a build folder; one that no longer fits is set up anew
configure() {
  local folder=$1
  shift
  [[ -f $folder/build.ninja ]] && return 0
  say "Configuring $(basename "$folder")"
  (cd "$source_dir" && meson setup "$folder" "$@" >"$folder.log" 2>&1) || {
    tail -n 30 "$folder.log" >&2
    fail "meson could not configure the build; the whole log is in $folder.log"
  }
  rm -f "$folder.log"
}

# compile FOLDER
compile() {
  ninja -C "$1" --quiet >&2
}

build_and_install() {
  configure "$build_dir" --prefix="$install_dir" --libdir=lib -Dwerror="${SUPERHUB_WERROR:-false}"
  say "Compiling"
  compile "$build_dir"
  meson install -C "$build_dir" --no-rebuild --only-changed --quiet >&2
}
