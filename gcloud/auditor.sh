#!/bin/bash
# Lets somebody look at the deployment, such as the course's reviewers.
set -euo pipefail

usage() {
    cat <<'END'
Usage: gcloud/auditor.sh [--remove] [--dry-run] EMAIL

Gives EMAIL the roles to look at App Engine, Compute Engine and its addresses, Firestore, the bucket of models and the
repository of images, and to change nothing.

  EMAIL         a Google account; group:EMAIL for a group
  --remove      take them away again
  --dry-run     print the gcloud commands that would be run; nothing is changed
  --help
END
}

# shellcheck source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=iam.sh
source "$here/iam.sh"

begin "$@"
act=grant who=''
for argument in "${arguments[@]}"; do
    case $argument in
        --remove) act=revoke ;;
        -*) only_options "$argument" ;;
        *) [[ -z $who ]] || only_options "$argument"; who=$argument ;;
    esac
done
[[ $who =~ ^((user|group|serviceAccount):)?[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]+$ ]] ||
    fail "whom? '$who' is no e-mail address" "Such as: $0 reviewer@example.com"
if [[ $who != *:* ]]; then who=user:$who; fi

# compute.viewer has the addresses, too; the names of buckets are needed to find the one
"$act" "$who" projects "$NEVUS_PROJECT" roles/appengine.appViewer roles/compute.viewer roles/datastore.viewer \
    roles/storage.bucketViewer
"$act" "$who" "storage buckets" "gs://$NEVUS_BUCKET" roles/storage.objectViewer
"$act" "$who" "artifacts repositories" "$NEVUS_NAME --location=$NEVUS_REGION" roles/artifactregistry.reader
say "Done: https://console.cloud.google.com/home/dashboard?project=$NEVUS_PROJECT"
