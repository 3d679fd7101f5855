#!/bin/bash
# Takes away what create.sh made.
set -euo pipefail

usage() {
    cat <<'END'
Usage: gcloud/destroy.sh [--with-data] [--yes] [--dry-run]

Deletes the VM with its disk, the firewall rule, the address, the repository with its images, and the service account
with its roles. It leaves the predictions in Firestore, the bucket of models, the APIs, and what frontend.sh, fleet.sh
and auditor.sh made.

  --with-data   delete the database with all predictions and the bucket with all models, too
  --yes         do not ask
  --dry-run     print the gcloud commands that would be run; nothing is changed
  --help
END
}

# shellcheck source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=iam.sh
source "$here/iam.sh"

main() {
    begin "$@"
    local with_data=false sure=$dry_run argument
    for argument in "${arguments[@]}"; do
        case $argument in
            --with-data) with_data=true ;;
            --yes) sure=true ;;
            *) only_options "$argument" ;;
        esac
    done
    if ! $sure; then confirm "$with_data"; fi
    delete_server
    delete_account
    if $with_data; then delete_data; fi
    tell_rest "$with_data"
}

confirm() {
    local answer='' what="the VM, the address and the images of $NEVUS_NAME"
    if $1; then what+=', ALL PREDICTIONS in Firestore and all models'; fi
    say "This deletes $what in the project $NEVUS_PROJECT, for ever."
    printf 'Type yes to go on: ' >&2
    read -r answer || say
    [[ ${answer,,} == yes || ${answer,,} == y ]] || fail "nothing was deleted" "Without a question: $0 --yes"
}

delete_server() {
    say "Deleting the VM, its firewall rule and its address"
    remove compute instances delete "$NEVUS_NAME" --zone="$NEVUS_ZONE"
    remove compute firewall-rules delete "$NEVUS_NAME-http"
    remove compute addresses delete "$NEVUS_NAME" --region="$NEVUS_REGION"
    say "Deleting the images"
    remove artifacts repositories delete "$NEVUS_NAME" --location="$NEVUS_REGION"
}

# A deleted account would stay in the policies, with a new name
delete_account() {
    local account=$NEVUS_NAME-vm@$NEVUS_PROJECT.iam.gserviceaccount.com
    revoke "serviceAccount:$account" projects "$NEVUS_PROJECT" roles/datastore.user roles/logging.logWriter
    revoke "serviceAccount:$account" "storage buckets" "gs://$NEVUS_BUCKET" roles/storage.objectViewer
    say "Deleting the service account"
    remove iam service-accounts delete "$account"
}

delete_data() {
    say "Deleting the predictions and the models"
    remove firestore databases delete --database='(default)'
    remove storage rm --recursive "gs://$NEVUS_BUCKET"
    remove storage buckets delete "gs://$NEVUS_BUCKET" # unless it went with what was in it
}

tell_rest() {
    if ! $1; then
        say "Left: the predictions in Firestore and the models in gs://$NEVUS_BUCKET (--with-data deletes them),"
    else
        say "Left:"
    fi
    say "  the APIs, and what frontend.sh, fleet.sh and auditor.sh made. All of it goes with the project:"
    say "  gcloud projects delete $NEVUS_PROJECT"
}

main "$@"
