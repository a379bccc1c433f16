# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of superhub for bash: the program itself says what may follow.

_superhub() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} words=() word

  case $previous in
    -o | --output | --qr-output | --project)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return
      ;;
  esac
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] || words+=("$word")
  done
  mapfile -t COMPREPLY < <(compgen -W "$(superhub --complete "${words[@]}" | sort -u)" -- "$current")
  if [[ ${#COMPREPLY[@]} -eq 0 && $current != -* ]]; then
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -d -- "$current")
  fi
}
complete -F _superhub superhub
