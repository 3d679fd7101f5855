#!/bin/bash
# Roles on a resource; sourced. A resource is what gcloud has before and after the verb, such as
#   projects ID, "storage buckets" gs://BUCKET, "artifacts repositories" "NAME --location=REGION"
# shellcheck disable=SC2154 # scratch is of lib.sh

# grant MEMBER GROUP RESOURCE ROLE…   gives what is missing
grant() {
    bind add "$@"
}

# revoke MEMBER GROUP RESOURCE ROLE…   takes what is there
revoke() {
    bind remove "$@"
}

bind() {
    local verb=$1 member=$2 group resource role due
    read -ra group <<<"$3"
    read -ra resource <<<"$4"
    # None on what is not there, which a dry run meets, and a second destroy.sh
    if exists "${group[@]}" get-iam-policy "${resource[@]}" --flatten='bindings[].members' \
        --format='value[separator=" "](bindings.members,bindings.role)'; then
        mv "$scratch/answer" "$scratch/held"
    else
        : >"$scratch/held"
    fi
    for role in "${@:5}"; do
        due=remove
        if ! grep -qxF "$member $role" "$scratch/held"; then due=add; fi
        if [[ $verb != "$due" ]]; then continue; fi
        say "$member: $verb $role on ${resource[0]}"
        change "${group[@]}" "$verb-iam-policy-binding" "${resource[@]}" --member="$member" --role="$role" \
            --condition=None
    done
}
