#!/bin/bash
# Roles on a resource; sourced. A resource is what gcloud has before and after the verb, such as
#   projects ID, "storage buckets" gs://BUCKET, "artifacts repositories" "NAME --location=REGION"
# shellcheck disable=SC2154 # scratch is of lib.sh

# grant MEMBER GROUP RESOURCE ROLE…   gives what is missing
grant() {
    local group resource held role
    read -ra group <<<"$2"
    read -ra resource <<<"$3"
    held=$(roles "$@")
    for role in "${@:4}"; do
        if ! grep -qxF "$role" <<<"$held"; then
            say "$1 gets $role on ${resource[0]}"
            change "${group[@]}" add-iam-policy-binding "${resource[@]}" --member="$1" --role="$role" --condition=None
        fi
    done
}

# revoke MEMBER GROUP RESOURCE ROLE…   takes what is there
revoke() {
    local group resource held role
    read -ra group <<<"$2"
    read -ra resource <<<"$3"
    held=$(roles "$@")
    for role in "${@:4}"; do
        if grep -qxF "$role" <<<"$held"; then
            say "$1 loses $role on ${resource[0]}"
            change "${group[@]}" remove-iam-policy-binding "${resource[@]}" --member="$1" --role="$role" --condition=None
        fi
    done
}

# None of what is not there, which a dry run meets and a second destroy.sh
roles() {
    local group resource
    read -ra group <<<"$2"
    read -ra resource <<<"$3"
    if exists "${group[@]}" get-iam-policy "${resource[@]}" --flatten='bindings[].members' \
        --format='value[separator=" "](bindings.members,bindings.role)'; then
        sed -n "s|^$1 ||p" "$scratch/answer"
    fi
}
