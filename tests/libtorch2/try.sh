#!/usr/bin/env bash
# Builds lib/Torch and runs its tests on the libtorch of another Debian release, in a chroot. Needs root, debootstrap and the .NET SDK.
#
#   tests/libtorch2/try.sh trixie                 libtorch 2.6: tests/Torch.Tests and tests/Torch.Extras.Tests
#   tests/libtorch2/try.sh sid                    Debian unstable: 2.14 when this was written
#   tests/libtorch2/try.sh trixie 'dotnet test tests/Adaptation.Tests -c Release --filter FullyQualifiedName~Losses'
#
# The chroot is kept for the next time: about 3 GB under CHROOT (default /var/tmp/research-RELEASE). It gets a copy of the working
# tree and shares the SDK and the NuGet packages of the caller. MIRROR is another mirror of Debian than debootstrap's own; APT_OPTIONS goes to apt-get (a mirror that
# stands still needs -o Acquire::Check-Valid-Until=false).
set -eu
cd "$(dirname "$0")/../.."

release=${1:?"which Debian release? trixie or sid"}
command=${2:-"dotnet test tests/Torch.Tests -c Release --nologo && dotnet test tests/Torch.Extras.Tests -c Release --nologo"}
root=${CHROOT:-/var/tmp/research-$release}
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")

[ "$(id -u)" -eq 0 ] || { echo "try: run this as root (debootstrap and chroot need it)" >&2; exit 2; }

if [ ! -e "$root/.complete" ]; then
  debootstrap --variant=minbase "$release" "$root" ${MIRROR:+"$MIRROR"}
  touch "$root/.complete"
fi

mounted=()
leave() {
  for ((i = ${#mounted[@]} - 1; i >= 0; i--)); do umount --lazy "${mounted[i]}" || true; done
}
trap leave EXIT
enter() {
  mkdir -p "$root/$2"
  mount --bind "$1" "$root/$2"
  mount --make-private "$root/$2"
  mounted+=("$root/$2")
}
enter /proc proc
enter /dev dev
enter "$sdk" usr/share/dotnet
mkdir -p "$packages"
enter "$packages" root/.nuget/packages

cp /etc/resolv.conf "$root/etc/resolv.conf"
inside() {
  chroot "$root" env -i HOME=/root PATH=/usr/share/dotnet:/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive \
    OMP_NUM_THREADS="${OMP_NUM_THREADS:-2}" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false \
    MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 bash -c "$1"
}
if [ ! -e "$root/usr/include/ATen/core/dispatch/Dispatcher.h" ]; then
  inside "apt-get ${APT_OPTIONS:-} update -qq && apt-get ${APT_OPTIONS:-} install -y -qq --no-install-recommends cmake g++ make git ca-certificates \
          libopenblas0-pthread libspng0 libturbojpeg0 libtorch-dev libgloo-dev"
fi

mkdir -p "$root/src/repo"
git -c safe.directory="*" ls-files -z --cached --others --exclude-standard | tar --null --ignore-failed-read -T - -c | tar -x -C "$root/src/repo"
inside "cd /src/repo && dpkg-query -W libtorch-dev g++ && $command"
