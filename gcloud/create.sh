#!/bin/bash
# Makes all that Nevus needs on Google Cloud: once, or again to repair what is missing.
set -euo pipefail

usage() {
    cat <<'END'
Usage: gcloud/create.sh [--dry-run]

Makes in the project of the settings (gcloud/settings.env.example tells them), unless it is there:

  APIs               compute, artifactregistry, storage, firestore, iam, cloudresourcemanager, logging
  service account    with the roles that the VM needs, and no other
  repository         of images, in Artifact Registry
  bucket             of models, not public
  database           Firestore in Native mode, with the indexes of firestore.indexes.json
  address            static, external
  firewall rule      that opens port 8080
  VM                 with Container-Optimized OS, shielded, which waits for the first gcloud/deploy.sh

What is there stays as it is, so an interrupted run can be repeated.

  --dry-run          print the gcloud commands that would be run; nothing is changed
  --help
END
}

# shellcheck source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=iam.sh
source "$here/iam.sh"
# shellcheck source=vm.sh
source "$here/vm.sh"

readonly apis=(compute artifactregistry storage firestore iam cloudresourcemanager logging)
readonly patience=60 # seconds in which a new API or account becomes known everywhere

main() {
    begin "$@"
    only_options "${arguments[@]}"
    account=$NEVUS_NAME-vm@$NEVUS_PROJECT.iam.gserviceaccount.com
    enable_apis
    create_account
    create_repository
    create_bucket
    create_database
    create_indexes
    create_address
    create_firewall
    grant_roles
    create_vm
    say "Done: Nevus will be at http://${address:-ADDRESS}:$port. Next: gcloud/deploy.sh"
}

enable_apis() {
    local api missing=()
    ask services list --enabled --format='value(config.name)' >"$scratch/apis"
    for api in "${apis[@]}"; do
        if ! grep -qx "$api.googleapis.com" "$scratch/apis"; then missing+=("$api.googleapis.com"); fi
    done
    if ((${#missing[@]} > 0)); then
        say "Turning on ${missing[*]}"
        change services enable "${missing[@]}"
        patient_until=$((SECONDS + patience))
    fi
}

create_account() {
    if exists iam service-accounts describe "$account"; then return; fi
    say "Making the service account $account"
    change iam service-accounts create "$NEVUS_NAME-vm" --display-name="Nevus on its VM"
    patient_until=$((SECONDS + patience))
}

create_repository() {
    if exists artifacts repositories describe "$NEVUS_NAME" --location="$NEVUS_REGION"; then return; fi
    say "Making the repository $NEVUS_NAME"
    change artifacts repositories create "$NEVUS_NAME" --location="$NEVUS_REGION" --repository-format=docker \
        --description="Images of Nevus"
}

create_bucket() {
    if exists storage buckets describe "gs://$NEVUS_BUCKET"; then return; fi
    say "Making the bucket gs://$NEVUS_BUCKET"
    change storage buckets create "gs://$NEVUS_BUCKET" --location="$NEVUS_REGION" \
        --uniform-bucket-level-access --public-access-prevention
}

create_database() {
    if exists firestore databases describe --database='(default)' --format='value(type)'; then
        [[ $(<"$scratch/answer") != DATASTORE_MODE ]] || fail "the database (default) is in Datastore mode" \
            "An empty one can be changed: gcloud firestore databases update --type=firestore-native"
        return
    fi
    say "Making the Firestore database, which takes a minute"
    change firestore databases create --database='(default)' --location="$NEVUS_REGION" --type=firestore-native
}

# One override a line, and the indexes are built in the background
create_indexes() {
    local path orders flags order
    if exists firestore indexes fields list --database='(default)' --format='value(name)'; then
        mv "$scratch/answer" "$scratch/fields"
    else
        : >"$scratch/fields"
    fi
    while IFS=$'\t' read -r path orders; do
        if grep -q "/collectionGroups/predictions/fields/$path\$" "$scratch/fields"; then continue; fi
        flags=()
        for order in $orders; do flags+=("--index=order=${order,,}"); done
        if ((${#flags[@]} == 0)); then flags=(--disable-indexes); fi
        say "Setting the indexes of the field $path"
        change firestore indexes fields update "$path" --collection-group=predictions --database='(default)' \
            "${flags[@]}" --async
    done < <(sed -nE '/fieldPath/ { s/.*"fieldPath": "([^"]*)", "indexes": \[(.*)\].*/\1\t\2/
        s/\{"order": "([A-Z]*)", "queryScope": "COLLECTION"\},?/\1/g; p }' "$here/firestore.indexes.json")
}

create_address() {
    local describe=(compute addresses describe "$NEVUS_NAME" --region="$NEVUS_REGION" '--format=value(address)')
    if ! exists "${describe[@]}"; then
        say "Reserving the address"
        change compute addresses create "$NEVUS_NAME" --region="$NEVUS_REGION"
        if $dry_run; then return; fi
        ask "${describe[@]}" >"$scratch/answer"
    fi
    address=$(<"$scratch/answer")
}

create_firewall() {
    local columns="allowed[].map().firewall_rule().list(separator=' '),sourceRanges.list(separator=',')"
    if ! exists compute firewall-rules describe "$NEVUS_NAME-http" \
        --format="value[separator=' for ']($columns)"; then
        say "Opening port $port for $NEVUS_ALLOW"
        change compute firewall-rules create "$NEVUS_NAME-http" --network="$NEVUS_NETWORK" --direction=INGRESS \
            --allow="tcp:$port" --source-ranges="$NEVUS_ALLOW" --target-tags="$NEVUS_NAME"
    elif [[ $(<"$scratch/answer") != "tcp:$port for $NEVUS_ALLOW" ]]; then
        say "Opening tcp:$port for $NEVUS_ALLOW, instead of $(<"$scratch/answer")"
        change compute firewall-rules update "$NEVUS_NAME-http" --allow="tcp:$port" --source-ranges="$NEVUS_ALLOW"
    fi
}

# gcloud/README.md says what each is for
grant_roles() {
    grant "serviceAccount:$account" projects "$NEVUS_PROJECT" roles/datastore.user roles/logging.logWriter
    grant "serviceAccount:$account" "artifacts repositories" "$NEVUS_NAME --location=$NEVUS_REGION" \
        roles/artifactregistry.reader
    grant "serviceAccount:$account" "storage buckets" "gs://$NEVUS_BUCKET" roles/storage.objectViewer
}

create_vm() {
    local startup=${here%/*}/cos-startup
    local files="user-data=$startup/cloud-init.yaml,nevus-launcher=$startup/nevus-launcher"
    local switches=enable-guest-attributes=TRUE,google-logging-enabled=true
    if exists compute instances describe "$NEVUS_NAME" --zone="$NEVUS_ZONE" '--format=value(status)'; then
        [[ $(<"$scratch/answer") == RUNNING ]] ||
            say "The VM is $(<"$scratch/answer"): gcloud compute instances start $NEVUS_NAME --zone=$NEVUS_ZONE"
        # Writes nothing when they are as they should be
        change compute instances add-metadata "$NEVUS_NAME" --zone="$NEVUS_ZONE" --metadata="$switches" \
            --metadata-from-file="$files"
        return
    fi
    say "Making the VM $NEVUS_NAME, $NEVUS_MACHINE in $NEVUS_ZONE"
    change compute instances create "$NEVUS_NAME" --zone="$NEVUS_ZONE" --machine-type="$NEVUS_MACHINE" \
        --image-family=cos-stable --image-project=cos-cloud --boot-disk-size=20GB --boot-disk-type=pd-balanced \
        --shielded-secure-boot --shielded-vtpm --shielded-integrity-monitoring \
        --network="$NEVUS_NETWORK" --address="$NEVUS_NAME" --tags="$NEVUS_NAME" \
        --service-account="$account" --scopes=cloud-platform \
        --metadata="^||^${switches/,/||}||nevus-env=$(server_settings)" --metadata-from-file="$files"
}

main "$@"
