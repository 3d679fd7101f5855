#!/bin/bash
# What the scripts of this folder have in common. Each begins with
#
#   set -euo pipefail
#   usage() { … }                                     # what --help prints
#   source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
#   begin "$@"                                        # --help, --dry-run; reads and checks the settings
#
# and then has the settings ($NEVUS_PROJECT … as in settings.env.example), its other arguments in "${arguments[@]}",
# the folder $scratch, which is deleted at the end, and
#
#   say TEXT…             tells what goes on, on stderr
#   fail WHAT ADVICE…     ends the script, a line for each
#   ask ARGUMENT…         gcloud that reads, also with --dry-run; ends the script with advice when it fails
#   exists ARGUMENT…      the same; true when there is such a thing, and no word of it
#   change ARGUMENT…      gcloud that writes; only printed with --dry-run. Ends the script with advice when it fails
#   remove ARGUMENT…      a change that deletes; what is not there is no failure
#   only_options "${arguments[@]}"   ends the script when there are arguments
#   server_settings       prints the value of the metadata key nevus-env

# gcloud asks nothing, least of all whether it shall turn an API on
export CLOUDSDK_CORE_DISABLE_PROMPTS=1 CLOUDSDK_CORE_SHOULD_PROMPT_TO_ENABLE_API=false

readonly call_seconds=${NEVUS_CALL_SECONDS-600} # the longest that one gcloud may take; a database takes a minute
patient_until=0                                 # as long as new accounts and APIs are not known everywhere
dry_run=false
arguments=()
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

readonly api_is_off='SERVICE_DISABLED|has not been used in project|\bnot enabled|accessNotConfigured'
# What gcloud says, and what to do about it; the first that fits
readonly remedies=(
    'active account|auth login|[Rr]eauth|invalid_grant|UNAUTHENTICATED|Invalid Credentials'
    'Log in: gcloud auth login'
    '[Bb]illing'
    'Link a billing account to the project: https://console.cloud.google.com/billing/linkedaccount'
    "$api_is_off"
    'An API is off: gcloud/create.sh turns on all that are needed; after that it may take some minutes.'
    '[Qq]uota|RESOURCE_EXHAUSTED|rateLimitExceeded'
    'Ask for more: https://console.cloud.google.com/iam-admin/quotas, or set another NEVUS_REGION and NEVUS_ZONE.'
    'RESOURCE_POOL_EXHAUSTED|enough resources available|resourcesUnavailable'
    'The zone is full: set another NEVUS_ZONE or NEVUS_MACHINE.'
    'constraints/|orgpolicy|Organization Policy'
    "A policy of your organisation forbids it: ask its administrator, or use a project outside of it."
    'storage\.buckets|bucket name is not available|bucket you tried to create already exists'
    'The bucket may be somebody else'\''s: set another NEVUS_BUCKET. Otherwise ask the owner for roles/storage.admin.'
    '\b403\b|PERMISSION_DENIED|[Ff]orbidden|[Pp]ermission|do(es)? not have access'
    'Ask the owner of the project for the permission that is named above (the role Owner has all that are needed),'
    '[Ii]mage not found'
    'See which there are: gcloud artifacts docker images list IMAGE-WITHOUT-TAG; or build one: gcloud/deploy.sh'
    'networks/.*not found|network.*not found'
    'There is no such network: set NEVUS_NETWORK, or gcloud compute networks create default'
    '\b404\b|[Nn]ot ?[Ff]ound|NOT_FOUND|does not exist'
    'Run gcloud/create.sh, which makes what is missing, and see whether the settings name the right project.'
    'onnection|timed out|[Uu]nreachable|resolve'
    'See whether this machine is online, and try again: each script goes on where it was.'
    '.' 'Try again: each script goes on where it was. It is no passing fault when it says the same once more.'
)

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "$(basename "$0"): $1"
    printf '  %s\n' "${@:2}" >&2
    exit 1
}

begin() {
    while (($# > 0)); do
        case $1 in
            --help | -h) usage && exit ;;
            --dry-run) dry_run=true ;;
            *) arguments+=("$1") ;;
        esac
        shift
    done
    command -v gcloud >/dev/null || fail "gcloud is missing" "Install it: https://cloud.google.com/sdk/docs/install"
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    # shellcheck source=settings.sh
    source "$here/settings.sh"
}

only_options() {
    (($# == 0)) || fail "what is '$1'?" "$0 --help tells what it takes."
}

ask() {
    call "$@" || explain "$@"
}

exists() {
    if call "$@" >"$scratch/answer"; then return; fi
    # What an API that is off would have, is not there yet
    if is_absent || { $dry_run && says "$api_is_off"; }; then return 1; fi
    explain "$@"
}

change() {
    if $dry_run; then
        show "$@"
    else
        call "$@" >"$scratch/answer" || explain "$@"
    fi
}

remove() {
    if $dry_run; then
        show "$@"
    elif ! call "$@" >"$scratch/answer" && ! is_absent; then
        explain "$@"
    fi
}

# --- What is below is for this file only -----------------------------------------------------------------------------

show() {
    local word
    printf gcloud
    for word in "$@" --project="$NEVUS_PROJECT" --quiet; do
        if [[ $word =~ ^[A-Za-z0-9_./:,=@+-]+$ ]]; then printf ' %s' "$word"; else printf ' %q' "$word"; fi
    done
    printf '\n'
}

call() {
    local status
    while true; do
        status=0
        # In the foreground, so that Ctrl-C ends gcloud, too
        timeout --foreground "$call_seconds" gcloud "$@" --project="$NEVUS_PROJECT" --quiet \
            2>"$scratch/errors" || status=$?
        if ((status == 0)) || ((SECONDS >= patient_until)) ||
            ! says "$api_is_off|Service account .* does not exist"; then
            break
        fi
        say "  not known everywhere yet; trying again"
        sleep 5
    done
    if ((status == 124)); then echo "It timed out after $call_seconds s." >>"$scratch/errors"; fi
    return "$status"
}

says() {
    grep -qE "$1" "$scratch/errors"
}

# A refusal says "or it may not exist", too
is_absent() {
    says '\b404\b|[Nn]ot ?[Ff]ound|NOT_FOUND|does not exist|does not contain an App Engine' &&
        ! says '\b403\b|PERMISSION_DENIED|[Pp]ermission'
}

explain() {
    local i
    say "gcloud $1 $2 ${3-}:"
    sed 's/^/  /' "$scratch/errors" >&2
    for ((i = 0; i < ${#remedies[@]}; i += 2)); do
        if says "${remedies[i]}"; then fail "gcloud could not do it" "${remedies[i + 1]}"; fi
    done
    fail "gcloud could not do it"
}
