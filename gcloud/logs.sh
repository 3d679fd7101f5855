#!/bin/bash
# Shows what the server and the launcher on the VM wrote.
set -euo pipefail

usage() {
    cat <<'END'
Usage: gcloud/logs.sh [OPTION]...

Shows the last lines that the server wrote, from Cloud Logging, where they are a few seconds later.

  --follow      go on with what comes, until Ctrl-C
  --lines N     how many lines to begin with (50)
  --launcher    what the launcher wrote instead, from the VM's serial port: boots and rollouts
  --dry-run     the same, as nothing is changed anyway
  --help
END
}

# shellcheck source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=vm.sh
source "$here/vm.sh"

readonly columns='value[separator=" "](timestamp,severity,firstof(jsonPayload.message,jsonPayload.log,textPayload))'

main() {
    begin "$@"
    count=50 follow=false source=server
    parse "${arguments[@]}"
    need_vm
    if [[ $source == launcher ]]; then
        launcher_lines
    else
        server_lines
    fi
}

parse() {
    while (($# > 0)); do
        case $1 in
            --follow) follow=true ;;
            --launcher) source=launcher ;;
            --lines)
                [[ ${2-} =~ ^[1-9][0-9]{0,3}$ ]] || fail "--lines takes a number up to 9999" "Such as: $0 --lines 200"
                count=$2
                shift
                ;;
            *) only_options "$1" ;;
        esac
        shift
    done
}

# The newest lines are asked for, and shown in their order
server_lines() {
    local filter since=''
    filter="resource.type=\"gce_instance\" AND resource.labels.instance_id=\"$instance_id\" AND \
logName=\"projects/$NEVUS_PROJECT/logs/cos_containers\" AND \
jsonPayload.\"cos.googleapis.com/container_name\"=~\"^/?nevus-\""
    while true; do
        ask logging read "$filter${since:+ AND timestamp>\"$since\"}" --limit="$count" --format="$columns" \
            >"$scratch/lines"
        tac "$scratch/lines"
        since=$(head -n 1 "$scratch/lines" | grep -oE '^[0-9T:.Z-]+' || echo "$since")
        if ! $follow; then return; fi
        sleep 5
    done
}

launcher_lines() {
    local start=0 next
    while true; do
        ask compute instances get-serial-port-output "$NEVUS_NAME" --zone="$NEVUS_ZONE" --start="$start" \
            >"$scratch/serial"
        grep -F nevus-launcher: "$scratch/serial" | tail -n "$count" || true
        next=$(grep -oE -- '--start=[0-9]+' "$scratch/errors" | grep -oE '[0-9]+' || true)
        start=${next:-$start}
        if ! $follow; then return; fi
        sleep 5
    done
}

main "$@"
