#!/bin/bash
# Builds Nevus and makes the VM run it.
set -euo pipefail

usage() {
    cat <<'END'
Usage: gcloud/deploy.sh [OPTION]... [-- MAVEN_OPTION...]

Builds the image of these sources, pushes it to Artifact Registry, rolls it out by its digest without losing a request,
and waits until it is ready. When it does not become ready, the image of before goes on, and the status is 1.

  --image IMAGE   roll out an image that is there, as gcloud/rollout.sh does, instead of building one
  --base jre      build on a public base image, where Debian's packages are not at hand: gcloud/image.sh --help
  --prepared      build of what gcloud/image.sh left, too
  --dry-run       print the commands that would be run; nothing is built or changed
  --help
END
}

# shellcheck source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=vm.sh
source "$here/vm.sh"

main() {
    local before_maven=() image='' options=()
    while (($# > 0)) && [[ $1 != -- ]]; do before_maven+=("$1") && shift; done
    begin "${before_maven[@]}"
    parse "${arguments[@]}"
    options+=("$@")
    need_vm # before the minutes of a build
    if [[ -z $image ]]; then build; fi
    roll_out "$image"
    tell_address
}

parse() {
    while (($# > 0)); do
        case $1 in
            --image) image=${2:?--image needs an image} && shift ;;
            --base) options+=(--base "${2:?--base needs a name}") && shift ;;
            --prepared) options+=(--prepared) ;;
            *) only_options "$1" ;;
        esac
        shift
    done
}

# Sets image
build() {
    local tag
    tag=$(git -C "$here" describe --always --dirty --exclude='*' 2>/dev/null || date -u +%Y%m%d-%H%M%S)
    if $dry_run; then
        echo "$here/image.sh --push $NEVUS_IMAGE:$tag ${options[*]}"
        image=$NEVUS_IMAGE@sha256:$(printf '0%.0s' {1..64}) # known after the push
        return
    fi
    log_in
    say "Building $NEVUS_IMAGE:$tag"
    "$here/image.sh" --push "$NEVUS_IMAGE:$tag" "${options[@]}" ||
        fail "the image could not be built and pushed" "What is above tells why." \
            "An image that is there can be rolled out: gcloud/deploy.sh --image IMAGE"
    image=$NEVUS_IMAGE@$(<"$here/../target/jib-image.digest")
}

# For this push only, and seen in no list of processes. Other registries have their own docker login
log_in() {
    local token
    if [[ $NEVUS_IMAGE != *.pkg.dev/* ]] || ! token=$(call auth print-access-token); then return; fi
    mkdir -m 700 "$scratch/docker"
    printf '{"auths":{"%s":{"auth":"%s"}}}\n' "${NEVUS_IMAGE%%/*}" \
        "$(printf 'oauth2accesstoken:%s' "$token" | base64 -w 0)" >"$scratch/docker/config.json"
    export DOCKER_CONFIG=$scratch/docker
}

main "$@"
