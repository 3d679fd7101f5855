#!/bin/bash
# Publishes a model, which the servers take over without a restart.
set -euo pipefail

usage() {
    cat <<'END'
Usage: gcloud/publish-model.sh [--dry-run] MODEL_DIR [gs://BUCKET/FOLDER/]

Checks that the files of MODEL_DIR are those of its card.json, and copies them to the bucket, card.json last: a server
that looks meanwhile finds files that do not fit the card, and waits. The folder is NEVUS_MODEL_URL if that is in a
bucket, or gs://NEVUS_BUCKET/model/. What somebody else has replaced since this script looked is not replaced.

  --dry-run     print the gcloud commands that would be run; nothing is changed
  --help

A TensorFlow.js model becomes a model directory by: ./nevus import model.json --out MODEL_DIR
END
}

# shellcheck source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

main() {
    begin "$@"
    [[ -n ${arguments[0]-} && ${arguments[0]} != -* ]] || fail "which model?" "$0 MODEL_DIR, such as $0 model"
    only_options "${arguments[@]:2}"
    model=${arguments[0]%/}
    choose_folder "${arguments[1]-}"
    check_model
    look
    for file in "${files[@]}" card.json; do
        upload "$file"
    done
    tell
}

choose_folder() {
    folder=$1
    if [[ -z $folder && $NEVUS_MODEL_URL == gs://* ]]; then folder=$NEVUS_MODEL_URL; fi
    folder=${folder:-gs://$NEVUS_BUCKET/model/}
    [[ $folder =~ ^gs://[a-z0-9][a-z0-9._-]+[a-z0-9](/[^*?\[]*)?$ && $folder != *.json ]] ||
        fail "'$folder' is no folder of a bucket" "Name one: $0 $model gs://$NEVUS_BUCKET/model/"
    folder=${folder%/}/
}

check_model() {
    [[ -f $model/card.json ]] || fail "$model has no card.json" \
        "Name a directory that ./nevus train or ./nevus import wrote."
    grep -oE '"[^"]+" *: *"[0-9a-f]{64}"' "$model/card.json" |
        sed -E 's/^"([^"]+)" *: *"([0-9a-f]*)"$/\2  \1/' >"$scratch/sums" || true
    grep -q '  saved_model.pb$' "$scratch/sums" || fail "$model/card.json names no saved_model.pb" \
        "Get the model again, or make it again with ./nevus train or ./nevus import."
    (cd "$model" && sums -c "$scratch/sums" >"$scratch/checked" 2>&1) || fail "$model is not as its card says" \
        "$(grep -v ': OK$' "$scratch/checked" | head -n 5)" "Get the model again, or make it again."
    mapfile -t files < <(cut -c 67- "$scratch/sums")
    version=$(sed -nE 's/.*"version" *: *"([^"]*)".*/\1/p' "$model/card.json" | head -n 1)
    say "$model is whole: version $version, ${#files[@]} files and card.json"
}

sums() {
    if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

# Which generation each file has in the bucket; the list has those that were replaced, too
look() {
    local replaced generation name
    declare -gA generations=()
    if exists storage objects list "$folder**" --format='value[separator=";"](noncurrent_time,generation,name)'; then
        while IFS=';' read -r replaced generation name; do
            if [[ -z $replaced && -n $name ]]; then generations[$name]=$generation; fi
        done <"$scratch/answer"
    fi
}

upload() {
    local name=${folder#gs://*/}$1
    say "$folder$1 ($(wc -c <"$model/$1") bytes)"
    change storage cp "$model/$1" "$folder$1" --if-generation-match="${generations[$name]-0}" --cache-control=no-cache
}

tell() {
    if $dry_run; then return; fi
    say "$folder has version $version. Servers that follow it take it over within a minute; /observe/health/ready tells."
    if [[ $NEVUS_MODEL_URL != "$folder" && $NEVUS_MODEL_URL != "${folder%/}" ]]; then
        say "The VM does not follow it yet: set NEVUS_MODEL_URL=$folder in the settings, then gcloud/rollout.sh"
    fi
}

main "$@"
