#!/usr/bin/env bash
# Installs every system package the project uses, and the browser scripts of the reports. The one place where that happens.
#
#   .devcontainer/setup.sh            what `make report` needs
#   .devcontainer/setup.sh --tests    and what some tests use (without it they skip and say so)
#   .devcontainer/setup.sh --lab      and Jupyter, for `make lab`
#   .devcontainer/setup.sh --check    installs nothing; exit code 1 if something is missing
#
# Idempotent: under two seconds when nothing is missing. Works as root and through sudo. With LIBTORCH=/path set, that
# libtorch is used and Debian's is not asked for.
set -u
cd "$(dirname "$0")/.." || exit 1

# ICU's package has its version in its name.
case "$(sed -n 's/^VERSION_ID="\{0,1\}\([0-9]*\).*/\1/p' /etc/os-release 2>/dev/null)" in
  12) icu=libicu72 ;;
  13) icu=libicu76 ;;
  *) icu=libicu-dev ;;
esac
base=(cmake g++ make git ca-certificates "$icu" libopenblas0-pthread libspng0 libturbojpeg0 libzmq5)
tests=(chromium fonts-dejavu-core python3-jupyter-kernel-test python3-nbconvert)
lab=(jupyter-notebook)

check=no
wanted=("${base[@]}")
[ -n "${LIBTORCH:-}" ] || wanted+=(libtorch-dev libgloo-dev)
for argument in "$@"; do
  case "$argument" in
    --tests) wanted+=("${tests[@]}") ;;
    --lab) wanted+=("${lab[@]}") ;;
    --check) check=yes ;;
    -h|--help) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "setup: unknown argument '$argument' (see --help)" >&2; exit 2 ;;
  esac
done
command -v node >/dev/null || wanted+=(nodejs)
command -v npm >/dev/null || wanted+=(npm)

failed=no
problem() { printf 'setup: %s\n' "$*" >&2; failed=yes; }

if command -v dpkg-query >/dev/null; then
  missing=()
  for package in "${wanted[@]}"; do
    [ "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
    if [ "$check" = yes ]; then
      problem "missing packages: ${missing[*]} (run .devcontainer/setup.sh)"
    elif [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
      problem "missing packages: ${missing[*]}. This user may not install them and there is no sudo; as root run: apt-get install ${missing[*]}"
    else
      echo "setup: installing ${missing[*]}"
      log=$(mktemp)
      if ! { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
             apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        problem "apt-get could not install: ${missing[*]}"
      fi
      rm -f "$log"
    fi
  fi
else
  problem "this is not Debian (no dpkg). Install with your system's tools: ${wanted[*]}"
fi

# The .NET SDK comes from outside Debian: its own needs (ICU) are in the list above.
sdk=$(sed -n 's/.*"version": *"\([0-9]*\)\..*/\1/p' global.json)
if ! command -v dotnet >/dev/null; then
  problem "the .NET SDK $sdk is missing (no 'dotnet' on PATH). Install it from https://dotnet.microsoft.com/download and run this again."
elif ! dotnet --list-sdks | grep -q "^$sdk\."; then
  problem "the .NET SDK $sdk is missing; 'dotnet --list-sdks' knows only: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ' -). Install it from https://dotnet.microsoft.com/download"
fi

# libtorch calls whatever provides libblas.so.3; the reference BLAS is about 30 times slower than OpenBLAS.
blas=$(readlink -f "/usr/lib/$(uname -m)-linux-gnu/libblas.so.3" 2>/dev/null)
case "$blas" in
  ''|*openblas*) ;;
  *) problem "libblas.so.3 is $blas, not OpenBLAS: run 'update-alternatives --auto libblas.so.3-$(uname -m)-linux-gnu' as root" ;;
esac

# plotly.js and KaTeX, inlined into the reports. The stamp is a copy of the lock file they were installed from.
assets=lib/Notebooks/assets
if [ -f "$assets/package-lock.json" ] && ! cmp -s "$assets/package-lock.json" "$assets/node_modules/.installed-from"; then
  if [ "$check" = yes ]; then
    problem "the report's scripts (plotly.js, KaTeX) are not installed (run .devcontainer/setup.sh)"
  elif ! command -v npm >/dev/null; then
    problem "npm is missing, so the report's scripts (plotly.js, KaTeX) cannot be installed"
  else
    echo "setup: installing plotly.js and KaTeX"
    if npm ci --prefix "$assets" --no-audit --no-fund --loglevel=error; then
      cp "$assets/package-lock.json" "$assets/node_modules/.installed-from"
    else
      problem "npm ci in $assets failed"
    fi
  fi
fi

[ "$failed" = no ] || exit 1
