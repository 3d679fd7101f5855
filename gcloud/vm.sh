#!/bin/bash
# The VM: what it was told in its metadata, what it tells in guest attributes, and rollouts; sourced.
# gcloud/README.md explains the keys.
# shellcheck disable=SC2154 # scratch and dry_run are of lib.sh

readonly port=8080 # the launcher's
readonly poll_seconds=${NEVUS_POLL_SECONDS-4}
readonly pull_patience=60 # seconds in which a new account may not be known to the registry yet
readonly with_digest='^(([^/@]+/)*[^/:@]+)(:[^/@]+)?(@sha256:[0-9a-f]{64})$'

declare -A metadata=() # of the VM, as read_vm found it, and address, vm_status and instance_id
declare -A told=()     # rollout and running, as listen found them

# False when there is no VM
read_vm() {
    local row
    local columns='id,status,networkInterfaces[0].accessConfigs[0].natIP'
    columns+=',metadata.items.key,metadata.items.value.encode(base64)'
    exists compute instances describe "$NEVUS_NAME" --zone="$NEVUS_ZONE" --flatten='metadata.items[]' \
        --format="value[separator=';']($columns)" || return
    while IFS=';' read -ra row; do
        # shellcheck disable=SC2034 # for those who source this
        instance_id=${row[0]} vm_status=${row[1]} address=${row[2]}
        if [[ -n ${row[3]-} ]]; then metadata[${row[3]}]=$(base64 -d <<<"${row[4]-}"); fi
    done <"$scratch/answer"
}

need_vm() {
    read_vm || fail "there is no VM $NEVUS_NAME in $NEVUS_ZONE" "Make it: gcloud/create.sh"
}

listen() {
    local key value
    told=([rollout]='' [running]='')
    if ! call compute instances get-guest-attributes "$NEVUS_NAME" --zone="$NEVUS_ZONE" --query-path=nevus/ \
        --format='value[separator=" "](key,value)' >"$scratch/answer"; then
        # Until the VM has told something there is nothing; and one who waits can bear a fault that passes
        if is_absent || says '\b50[0-9]\b|onnection|timed out'; then return; fi
        explain compute instances get-guest-attributes
    fi
    while read -r key value; do told[$key]=$value; done <"$scratch/answer"
}

# The launcher acts on changes, so an image may need another name; its digest counts
respell() {
    if [[ $1 == *:again@* ]]; then echo "${1/:again@/@}"; else echo "${1/@/:again@}"; fi
}

# Sets image to NAME@DIGEST, the digest of now when it had none
resolve() {
    case $image in
        *@*) ;;
        *.pkg.dev/*)
            ask artifacts docker images describe "$image" --format='value(image_summary.fully_qualified_digest)' \
                >"$scratch/answer"
            image=$(<"$scratch/answer")
            ;;
    esac
    [[ $image =~ $with_digest ]] || fail "$image has no digest" "A rollout is by digest: IMAGE@sha256:…"
    image=${BASH_REMATCH[1]}${BASH_REMATCH[4]}
}

# roll_out IMAGE   the VM was read before. Returns when it is ready; takes it back and ends the script when it is not
roll_out() {
    local image=$1 before settings
    resolve
    [[ $vm_status == RUNNING ]] || fail "the VM is $vm_status" \
        "Start it: gcloud compute instances start $NEVUS_NAME --zone=$NEVUS_ZONE --project=$NEVUS_PROJECT"
    listen
    before=${told[running]}
    if [[ -z ${told[rollout]} ]]; then before=${metadata[nevus-image]-}; fi
    settings=$(server_settings)
    if [[ $(plain "${told[rollout]}") == "ready $(plain "$image")" && $settings == "${metadata[nevus-env]-}" ]]; then
        say "$image runs already."
        return
    fi
    # Whatever is told of it from now on, is of this rollout
    if [[ $image == "${metadata[nevus-image]-}" || ${told[rollout]#* } == "$image"* ]]; then
        image=$(respell "$image")
    fi
    say "Rolling out $image"
    tell "$image" "$(previous "$image" "$before")" "$settings"
    if $dry_run; then return; fi
    if ! await "$image"; then take_back "$image" "$before"; fi
    say "It is ready."
}

plain() {
    echo "${1/:again@/@}"
}

# What rollback.sh goes back to: what ran before, unless that is the same
previous() {
    if [[ -z $2 || $(plain "$1") == "$(plain "$2")" ]]; then
        echo "${metadata[nevus-previous]-}"
    else
        plain "$2"
    fi
}

# tell IMAGE PREVIOUS SETTINGS
tell() {
    change compute instances add-metadata "$NEVUS_NAME" --zone="$NEVUS_ZONE" \
        --metadata="^||^nevus-image=$1||nevus-previous=$2||nevus-env=$3"
}

await() {
    local begin=$SECONDS last='' waited
    while true; do
        listen
        waited=$((SECONDS - begin))
        if [[ ${told[rollout]} != "$last" ]] || ((waited % 30 < poll_seconds)); then
            say "  ${told[rollout]:-nothing heard yet} ($waited s)"
        fi
        last=${told[rollout]}
        case $last in
            "ready $1") return ;;
            "failed $1: it could not be pulled"*) if ((waited >= pull_patience)); then return 1; fi ;;
            "failed $1"*) return 1 ;;
        esac
        if ((waited >= NEVUS_ROLLOUT_SECONDS)); then
            say "It was not ready in $NEVUS_ROLLOUT_SECONDS s."
            return 1
        fi
        sleep "$poll_seconds"
    done
}

take_back() {
    local hint="What the VM says: gcloud/logs.sh --launcher, and what the server wrote: gcloud/logs.sh"
    if [[ -z $2 ]]; then fail "the rollout of $1 failed, and there is none to go back to" "$hint"; fi
    tell "$2" "${metadata[nevus-previous]-}" "${metadata[nevus-env]-}"
    fail "the rollout of $1 failed; $2 goes on, and is what the VM is told to run" "$hint"
}

# Where the server answers; not a matter of the rollout, so that nothing but a hint comes of it
tell_address() {
    if $dry_run || [[ -z $address ]]; then return; fi
    local site=http://$address:$port
    if curl -fsS -m 5 -o /dev/null "$site/observe/health/ready" 2>/dev/null; then
        say "Open $site"
    else
        say "Open $site, which does not answer here yet: gcloud/status.sh tells more, and NEVUS_ALLOW who may reach it."
    fi
}
