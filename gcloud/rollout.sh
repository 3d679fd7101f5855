#!/bin/bash
# Rolls out an image that a registry has.
set -euo pipefail

usage() {
    cat <<'END'
Usage: gcloud/rollout.sh [--dry-run] [IMAGE]

Makes the VM run IMAGE, by its digest, without losing a request, and waits until it is ready. When it does not become
ready, the image of before goes on, and the status is 1.

  IMAGE         NAME@sha256:…, or NAME:TAG in Artifact Registry; without it what runs now, for changed settings
  --dry-run     print the gcloud commands that would be run; nothing is changed
  --help
END
}

# shellcheck source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=vm.sh
source "$here/vm.sh"

main() {
    begin "$@"
    local image=${arguments[0]-}
    if [[ $image == -* ]]; then only_options "$image"; fi
    only_options "${arguments[@]:1}"
    need_vm
    if [[ -z $image ]]; then
        listen
        image=${told[running]:-${metadata[nevus-image]-}}
        [[ -n $image ]] || fail "no image runs yet" "Build one and roll it out: gcloud/deploy.sh"
    fi
    roll_out "$image"
    tell_address
}

main "$@"
