#!/bin/bash
# Goes back to the image that ran before the present one.
set -euo pipefail

usage() {
    cat <<'END'
Usage: gcloud/rollback.sh [--dry-run]

Makes the VM run the image that ran before the last rollout, without losing a request. The present one is the one before
then, so that a second call undoes the first. The settings are those of now.

  --dry-run     print the gcloud commands that would be run; nothing is changed
  --help
END
}

# shellcheck source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=vm.sh
source "$here/vm.sh"

begin "$@"
only_options "${arguments[@]}"
need_vm
[[ -n ${metadata[nevus-previous]-} ]] || fail "there was no image before the present one" \
    "Name the one that you want: gcloud/rollout.sh IMAGE"
roll_out "${metadata[nevus-previous]}"
tell_address
