#!/bin/bash
# Tells how the VM and the server on it are.
set -euo pipefail

usage() {
    cat <<'END'
Usage: gcloud/status.sh

Tells the state of the VM, the image that runs, the last rollout, and whether the server is ready. Status 1 without VM.

  --dry-run     the same, as nothing is changed anyway
  --help
END
}

# shellcheck source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=vm.sh
source "$here/vm.sh"

health() {
    local answer
    if [[ -z $address ]]; then
        echo "the VM has no address"
    elif answer=$(curl -sS -m 10 -w '\n%{http_code}' "http://$address:$port/observe/health/ready" 2>&1); then
        case ${answer##*$'\n'} in
            200) echo ready ;;
            *) echo "not ready: ${answer//$'\n'/ }" ;;
        esac
    else
        echo "no answer: ${answer%%$'\n'*}"
    fi
}

begin "$@"
only_options "${arguments[@]}"
need_vm
listen
cat <<END
VM        $NEVUS_NAME in $NEVUS_ZONE, $vm_status
address   http://$address:$port
image     ${told[running]:-none runs yet}
rollout   ${told[rollout]:-none yet}
before    ${metadata[nevus-previous]:-none}
health    $(health)
END
