#!/bin/bash
# Reads the settings for lib.sh: from the environment, the settings file, gcloud's configuration, or by default; and
# checks them. A new setting is a line in settings and one in settings.env.example.

declare -A in_file=()

settings() {
    local file=${NEVUS_SETTINGS-$here/settings.env} project region zone
    read_file "$file"
    configured
    [[ -n $project ]] || fail "which project?" "gcloud config set project ID, or NEVUS_PROJECT=ID in $file"
    setting NEVUS_PROJECT "$project" '^[a-z][a-z0-9-]{2,28}[a-z0-9]$' \
        "the id of a project: lower-case letters, digits and hyphens, such as my-project-123456"
    if [[ -z $region && $zone == *-*-? ]]; then region=${zone%-*}; fi
    setting NEVUS_REGION "${region:-asia-southeast2}" '^[a-z]+-[a-z]+[0-9]+$' "a region, such as asia-southeast2"
    setting NEVUS_ZONE "${zone:-$NEVUS_REGION-b}" "^$NEVUS_REGION-[a-z]\$" "a zone in NEVUS_REGION, $NEVUS_REGION"
    setting NEVUS_NAME nevus '^[a-z][a-z0-9-]{1,18}[a-z0-9]$' "3 to 20 lower-case letters, digits and hyphens"
    setting NEVUS_BUCKET "$NEVUS_PROJECT-$NEVUS_NAME" '^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$' \
        "the name of a bucket without gs://: 3 to 63 lower-case letters, digits, hyphens, dots and underscores"
    setting NEVUS_MACHINE e2-medium '^[a-z][a-z0-9]*-[a-z0-9-]+$' "a machine type, such as e2-medium"
    setting NEVUS_NETWORK default '^[a-z][a-z0-9-]{0,62}$' "the name of a VPC network"
    setting NEVUS_ALLOW 0.0.0.0/0 "$ranges" "CIDR ranges with commas between them, such as 203.0.113.0/24"
    setting NEVUS_IMAGE "$NEVUS_REGION-docker.pkg.dev/$NEVUS_PROJECT/$NEVUS_NAME/nevus" "^$image_name\$" \
        "the name of an image without tag and digest"
    setting NEVUS_MODEL_URL "" '^((gs|https?)://[^[:space:]]+)?$' "gs://BUCKET/FOLDER/ or https://…"
    setting NEVUS_SERVER_SETTINGS "" '^( *[A-Za-z_][A-Za-z0-9_]*=[^[:space:]]*)*$' "NAME=VALUE, blanks between them"
    setting NEVUS_DOMAIN "" '^([a-z0-9-]+\.)*[a-z0-9-]*$' "a domain name that is yours, such as nevus.example.com"
    setting NEVUS_FLEET_MIN 2 '^[1-9][0-9]{0,2}$' "a number of VMs"
    setting NEVUS_FLEET_MAX 6 '^[1-9][0-9]{0,2}$' "a number of VMs"
    setting NEVUS_ROLLOUT_SECONDS 900 '^[1-9][0-9]{0,4}$' "a number of seconds"
    ((${#in_file[@]} == 0)) || fail "$file: there is no setting ${!in_file[*]}" "settings.env.example lists them all."
}

readonly ranges='^[0-9a-f.:]+/[0-9]{1,3}(,[0-9a-f.:]+/[0-9]{1,3})*$'
readonly image_name='[a-z0-9][a-z0-9.-]*(:[0-9]+)?(/[a-z0-9][a-z0-9._-]*)+'

read_file() {
    local line number=0
    if [[ ! -e $1 && ! -v NEVUS_SETTINGS ]]; then return; fi
    [[ -r $1 ]] || fail "$1 cannot be read" "Begin with a copy: cp $here/settings.env.example $1"
    while IFS= read -r line || [[ -n $line ]]; do
        ((++number))
        line=${line%"${line##*[![:space:]]}"} # without blanks and a carriage return at the end
        if [[ $line =~ ^[[:space:]]*(#.*)?$ ]]; then continue; fi
        [[ $line =~ ^[[:space:]]*([A-Za-z_][A-Za-z0-9_]*)=\"?([^\"]*)\"?$ ]] ||
            fail "$1, line $number is not NAME=VALUE: $line"
        in_file[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
    done <"$1"
}

# Sets project, region and zone to what is asked for outside of the defaults
configured() {
    local from_gcloud=';;'
    if [[ -z ${NEVUS_PROJECT-${in_file[NEVUS_PROJECT]-}} || -z ${NEVUS_ZONE-${in_file[NEVUS_ZONE]-}} ]]; then
        from_gcloud=$(gcloud config list --format='value[separator=";"](core.project,compute.region,compute.zone)') ||
            fail "gcloud does not tell its settings" "See what it says: gcloud config list"
    fi
    IFS=';' read -r project region zone <<<"$from_gcloud"
    project=${NEVUS_PROJECT-${in_file[NEVUS_PROJECT]-$project}}
    # A region that is named here goes before gcloud's zone
    if [[ -v NEVUS_REGION || -v in_file[NEVUS_REGION] ]]; then
        region=${NEVUS_REGION-${in_file[NEVUS_REGION]}}
        if [[ $zone != "$region"-? ]]; then zone=; fi
    fi
    zone=${NEVUS_ZONE-${in_file[NEVUS_ZONE]-$zone}}
}

# setting NAME DEFAULT FORM WORDS
setting() {
    local value=${!1-${in_file[$1]-$2}}
    unset "in_file[$1]"
    [[ $value =~ $3 ]] || fail "$1 is '$value', but has to be $4" "Set it in the environment or in $file."
    printf -v "$1" '%s' "$value"
}

# The metadata key nevus-env
server_settings() {
    local lines
    read -ra lines <<<"${NEVUS_MODEL_URL:+MODEL_URL=$NEVUS_MODEL_URL }$NEVUS_SERVER_SETTINGS"
    if ((${#lines[@]} > 0)); then printf '%s\n' "${lines[@]}"; fi
}

settings
