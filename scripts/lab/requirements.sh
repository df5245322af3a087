# Sourced by the scripts: names what is missing on this machine, with the command that installs it.
#
#   require java mvn pg_dump

# The package of a tool, for the package manager at hand.
package_of() {
  case $1:$2 in
    java:apt-get|jar:apt-get) echo openjdk-17-jdk-headless ;;
    java:dnf|jar:dnf)         echo java-17-openjdk-devel ;;
    java:*|jar:*)             echo openjdk17 ;;
    mvn:*)                    echo maven ;;
    pg_dump:apt-get|psql:apt-get) echo postgresql-client ;;
    pg_dump:dnf|psql:dnf)     echo postgresql ;;
    pg_dump:*|psql:*)         echo postgresql-client ;;
    xz:apt-get)               echo xz-utils ;;
    flock:*|unshare:*)        echo util-linux ;;
    ssh:apk|sshd:apk)         echo openssh ;;
    ssh:apt-get)              echo openssh-client ;;
    ssh:dnf)                  echo openssh-clients ;;
    sshd:*)                   echo openssh-server ;;
    pgcli:*)                  echo pgcli ;;
    *)                        echo "$1" ;;
  esac
}

# Fails with one command that installs all of the given tools that are missing; says nothing if none is.
require() {
  local tool manager=apt-get missing=() packages=()
  for tool in "$@"; do
    command -v "$tool" >/dev/null || missing+=("$tool")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  for tool in apt-get dnf apk; do
    if command -v "$tool" >/dev/null; then manager=$tool; break; fi
  done
  for tool in "${missing[@]}"; do
    packages+=("$(package_of "$tool" "$manager")")
  done
  local verb=install sudo=''
  [ "$manager" = apk ] && verb=add
  [ "$(id -u)" -eq 0 ] || sudo='sudo '
  printf '%s: missing on this machine: %s\n  install with: %s%s %s %s\n' \
    "${0##*/}" "${missing[*]}" "$sudo" "$manager" "$verb" "$(printf '%s\n' "${packages[@]}" | sort -u | tr '\n' ' ' | sed 's/ $//')" >&2
  return 1
}
