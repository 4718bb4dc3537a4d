#!/usr/bin/env bash
# Tries `research submit` with a real Slurm on this machine alone: munged, slurmctld and slurmd run below a folder of their own for as long
# as it takes, then end. Needs Debian's slurmctld, slurmd, slurm-client and munge (apt-get install --no-install-recommends), and root, which
# slurmd wants. Nothing outside the folder is written; services that the packages installed are not touched.
#
#   tests/slurm/try-submit.sh PROGRAM [PAPER [TABLE [PROFILE [SEEDS [PROCESSES]]]]]
set -euo pipefail
program=$(realpath "${1:?expected the research program, such as artifacts/bin/Cli/release/research}")
paper=${2:-maximum-squares} table=${3:-gta5-to-cityscapes} profile=${4:-smoke} seeds=${5:-1} processes=${6:-1}
for tool in munged slurmctld slurmd sbatch squeue sinfo; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed: apt-get install --no-install-recommends slurmctld slurmd slurm-client munge" >&2; exit 2; }
done
[ "$(id -u)" = 0 ] || { echo "slurmd wants root" >&2; exit 2; }

here=$(mktemp -d /tmp/slurm-try.XXXXXX)
host=$(hostname -s)
started=()
finish() {
    scancel --user="$(id -un)" 2>/dev/null && sleep 3
    for ((i = ${#started[@]} - 1; i >= 0; i--)); do kill "${started[i]}" 2>/dev/null || true; done
    for p in "${started[@]}"; do wait "$p" 2>/dev/null || true; done
    if [ "${KEEP:-0}" = 1 ]; then echo "kept: $here"; else rm -rf "$here"; fi
}
trap finish EXIT

mkdir -p "$here"/{munge,state,spool,log,jobs,runs}
chmod 700 "$here/munge"
chmod 711 "$here"
head -c 1024 /dev/urandom > "$here/munge/key"
chmod 400 "$here/munge/key"
cat > "$here/slurm.conf" <<CONF
ClusterName=research
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmctldPort=16817
SlurmdPort=16818
AuthType=auth/munge
AuthInfo=socket=$here/munge/socket
CredType=cred/munge
StateSaveLocation=$here/state
SlurmdSpoolDir=$here/spool
SlurmctldPidFile=$here/slurmctld.pid
SlurmdPidFile=$here/slurmd.pid
SlurmctldLogFile=$here/log/slurmctld
SlurmdLogFile=$here/log/slurmd
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=sched_interval=2,bf_interval=5
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(getconf _NPROCESSORS_ONLN) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$here/slurm.conf

munged --foreground --force --key-file="$here/munge/key" --socket="$here/munge/socket" --pid-file="$here/munge/pid" \
    --log-file="$here/munge/log" --seed-file="$here/munge/seed" > "$here/log/munged" 2>&1 & started+=($!)
for _ in $(seq 50); do [ -S "$here/munge/socket" ] && break; sleep 0.2; done
slurmctld -D -f "$SLURM_CONF" > "$here/log/slurmctld.out" 2>&1 & started+=($!)
slurmd -D -f "$SLURM_CONF" -N "$host" > "$here/log/slurmd.out" 2>&1 & started+=($!)
for _ in $(seq 150); do [ "$(sinfo -h -o %T 2>/dev/null)" = idle ] && break; sleep 0.4; done
if [ "$(sinfo -h -o %T)" != idle ]; then
    echo "the node did not come up:" >&2
    tail -n 20 "$here"/log/* >&2
    exit 1
fi
echo "slurm $(slurmd -V | cut -d' ' -f2), node $host: $(sinfo -h -o '%T, %c processors')"

"$program" submit "$paper" --table "$table" --profile "$profile" --seeds "$seeds" --processes "$processes" --runs "$here/runs" --output "$here/jobs"
# On a busy machine the controller may be slow to answer: silence is not an empty queue.
while ! { queue=$(squeue -h -o '%T %r' 2>/dev/null) && [ -z "$queue" ]; }; do
    if grep -q 'DependencyNeverSatisfied' <<< "${queue:-}"; then break; fi
    sleep 2
done
[ -s "$here/jobs/table.txt" ] || { echo "no table came out" >&2; tail -n 20 "$here"/jobs/logs/* >&2; exit 1; }
cat "$here/jobs/table.txt"
ended=$(find "$here/runs" -name run.json -exec grep -lE '"state": *"finished"' {} + | wc -l)
echo "every task ended well: $ended"
