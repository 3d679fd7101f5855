#!/bin/bash
# Nevus on as many VMs as the load wants, behind a load balancer.
set -euo pipefail

usage() {
    cat <<'END'
Usage: gcloud/fleet.sh create [IMAGE]    make what is missing, after gcloud/create.sh
       gcloud/fleet.sh rollout [IMAGE]   replace the VMs one after the other, without losing a request
       gcloud/fleet.sh status            the VMs, the certificate and the rollout
       gcloud/fleet.sh destroy [--yes]   delete all of it; the history, images and models stay

  IMAGE        with its digest, or a tag in Artifact Registry; by default the one that the VM runs
  --yes        do not ask
  --http       no certificate: the server is at http://ADDRESS, and pictures can be read on their way; for trying only
  --dry-run    print the gcloud commands that would be run; nothing is changed
  --help

Settings: NEVUS_DOMAIN, NEVUS_FLEET_MIN, NEVUS_FLEET_MAX and what gcloud/settings.env.example explains besides. All VMs
share the history in Firestore. A rollout that is not done after NEVUS_ROLLOUT_SECONDS is taken back.
END
}

# shellcheck source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=vm.sh
source "$here/vm.sh"
# shellcheck source=balancer.sh
source "$here/balancer.sh"

readonly zones=3 # of a regional group; fewer VMs than that cannot be added at once
# The load balancer keeps connections for 600 s, and must be the one that closes them:
# https://cloud.google.com/load-balancing/docs/https/request-distribution
readonly idle_seconds=620

main() {
    begin "$@"
    parse "${arguments[@]}"
    fleet=$NEVUS_NAME-fleet
    in_region=--region=$NEVUS_REGION
    case $command in
        create) create ;;
        rollout) rollout ;;
        status) status ;;
        destroy) destroy ;;
    esac
}

parse() {
    command='' image='' scheme=https confirmed=false
    while (($# > 0)); do
        case $1 in
            --http) scheme=http ;;
            --yes) confirmed=true ;;
            -*) fail "unknown option $1" "$0 --help lists them." ;;
            *) if [[ -z $command ]]; then command=$1; elif [[ -z $image ]]; then image=$1; else only_options "$1"; fi ;;
        esac
        shift
    done
    case $command in
        create | rollout)
            [[ $image =~ ^($image_name(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?(@sha256:[0-9a-f]{64})?)?$ ]] ||
                fail "'$image' is no name of an image" "Such as $NEVUS_IMAGE@sha256:…; gcloud/status.sh tells the VM's."
            ;;
        status | destroy) only_options ${image:+"$image"} ;;
        *) fail "say create, rollout, status or destroy" "$0 --help explains them." ;;
    esac
}

create() {
    if [[ $scheme == https && -z $NEVUS_DOMAIN ]]; then
        fail "a certificate is made out to a domain, and NEVUS_DOMAIN is not set" \
            "Set it to a name whose DNS you can change, or try without a certificate: $0 create --http IMAGE"
    fi
    ((NEVUS_FLEET_MIN <= NEVUS_FLEET_MAX)) || fail "NEVUS_FLEET_MIN is above NEVUS_FLEET_MAX"
    account=$NEVUS_NAME-vm@$NEVUS_PROJECT.iam.gserviceaccount.com
    exists iam service-accounts describe "$account" ||
        fail "there is no service account $account" "Run gcloud/create.sh first."
    create_checks
    create_group
    create_balancer
    say "Done. The VMs need about three minutes to be ready: gcloud/fleet.sh status"
}

# Whether a VM is to be replaced, and whether it is to get requests. The first is patient: the launcher starts a
# container anew that does not answer for 90 s.
create_checks() {
    make "the health checks" compute health-checks "$fleet-live" create http --global \
        --port="$port" --request-path=/observe/health/live \
        --check-interval=15s --timeout=5s --unhealthy-threshold=10 --healthy-threshold=1
    make "the health check of the load balancer" compute health-checks "$fleet-ready" create http --global \
        --port="$port" --request-path=/observe/health/ready \
        --check-interval=5s --timeout=4s --unhealthy-threshold=2 --healthy-threshold=1
    # The ranges from which Google's load balancers and health checks come; nobody else reaches the VMs
    make "the firewall rule" compute firewall-rules "$fleet" create --network="$NEVUS_NETWORK" --direction=INGRESS \
        --allow="tcp:$port" --source-ranges=130.211.0.0/22,35.191.0.0/16 --target-tags="$fleet"
}

# make WHAT GROUP… NAME create [KIND] ARGUMENT…   unless it is there
make() {
    local what=$1 group=("$2" "$3") name=$4 verb=(create) scope=()
    shift 5
    if [[ $1 != -* ]]; then verb+=("$1") && shift; fi
    for argument in "$@"; do
        case $argument in --global | --region=*) scope+=("$argument") ;; esac
    done
    if exists "${group[@]}" describe "$name" "${scope[@]}"; then return; fi
    say "Making $what, $name"
    change "${group[@]}" "${verb[@]}" "$name" "$@"
}

# Templates cannot be changed; the name is that of the contents, so the same is made once
make_template() {
    local startup=${here%/*}/cos-startup
    local files="user-data=$startup/cloud-init.yaml,nevus-launcher=$startup/nevus-launcher"
    choose_image
    {
        server_settings
        printf '%s\n' NEVUS_HISTORY_STORE=firestore "NEVUS_SERVER_IDLE_SECONDS=$idle_seconds"
    } >"$scratch/nevus-env"
    template=$fleet-$(cat "$scratch/nevus-env" "$startup"/* - <<<"$image $NEVUS_MACHINE $NEVUS_NETWORK" |
        sha256sum | cut -c1-12)
    make "the template of the VMs" compute instance-templates "$template" create --machine-type="$NEVUS_MACHINE" \
        --image-family=cos-stable --image-project=cos-cloud --boot-disk-size=20GB --boot-disk-type=pd-balanced \
        --shielded-secure-boot --shielded-vtpm --shielded-integrity-monitoring \
        --network="$NEVUS_NETWORK" --tags="$fleet" --labels="nevus-fleet=$fleet" \
        --service-account="$NEVUS_NAME-vm@$NEVUS_PROJECT.iam.gserviceaccount.com" --scopes=cloud-platform \
        --metadata="nevus-image=$image,enable-guest-attributes=TRUE,google-logging-enabled=true" \
        --metadata-from-file="$files,nevus-env=$scratch/nevus-env"
}

# By digest, so that a VM of tomorrow runs what those of today run; else what the VM runs
choose_image() {
    if [[ -z $image ]] && read_vm; then
        listen
        image=$(plain "${told[running]}")
    fi
    [[ -n $image ]] || fail "which image?" "Name one, or let gcloud/deploy.sh build one and roll it out first."
    resolve
}

create_group() {
    local group=(compute instance-groups managed)
    if exists "${group[@]}" describe "$fleet" "$in_region"; then
        say "The VMs stay as they are; for another image or other settings: gcloud/fleet.sh rollout"
    else
        make_template
        say "Making the group of VMs, $fleet"
        change "${group[@]}" create "$fleet" "$in_region" --template="$template" --size="$NEVUS_FLEET_MIN" \
            --health-check="$fleet-live" --initial-delay=300 --update-policy-type=proactive \
            --update-policy-max-surge="$zones" --update-policy-max-unavailable=0
    fi
    change compute instance-groups set-named-ports "$fleet" "$in_region" --named-ports="http:$port"
    change "${group[@]}" set-autoscaling "$fleet" "$in_region" --min-num-replicas="$NEVUS_FLEET_MIN" \
        --max-num-replicas="$NEVUS_FLEET_MAX" --target-cpu-utilization=0.6 --cool-down-period=180
}

# A VM counts as new when its health check has succeeded, and the launcher opens the port of a server that is ready
rollout() {
    exists compute instance-groups managed describe "$fleet" "$in_region" \
        --format='value(instanceTemplate.basename())' ||
        fail "there is no fleet yet" "Make one: gcloud/fleet.sh create"
    before=$(<"$scratch/answer")
    make_template
    if [[ $template == "$before" ]]; then say "$template is what runs already"; fi
    update_to "$template"
    if $dry_run; then return; fi
    say "Rolling out; for each old VM a new one is ready before it goes"
    await_update && say "All VMs run $image" && return
    update_to "$before"
    fail "not all VMs were ready after $NEVUS_ROLLOUT_SECONDS s; the fleet goes back to $before" \
        "What a VM says: gcloud compute ssh, or Logs Explorer with resource.type=gce_instance and nevus-launcher" \
        "When it only needs longer: set NEVUS_ROLLOUT_SECONDS."
}

update_to() {
    change compute instance-groups managed rolling-action start-update "$fleet" "$in_region" \
        --version="template=$1" --type=proactive --max-surge="$zones" --max-unavailable=0
}

await_update() {
    local end=$((SECONDS + NEVUS_ROLLOUT_SECONDS))
    while ((SECONDS < end)) && sleep "$poll_seconds"; do
        # A fault that passes is no reason to leave a rollout half done
        call compute instance-groups managed describe "$fleet" "$in_region" \
            --format='value(status.versionTarget.isReached,status.isStable)' >"$scratch/state" || continue
        if [[ $(<"$scratch/state") == True$'\t'True ]]; then return; fi
    done
    return 1
}

status() {
    exists compute instance-groups managed describe "$fleet" "$in_region" --format='table(
        instanceTemplate.basename():label=TEMPLATE, targetSize:label=VMS, status.isStable:label=STABLE,
        status.versionTarget.isReached:label=ROLLED_OUT)' ||
        fail "there is no fleet" "Make one: gcloud/fleet.sh create"
    cat "$scratch/answer"
    ask compute instance-groups managed list-instances "$fleet" "$in_region" --format='table(
        instance.basename(), instance.scope(zones).segment(0):label=ZONE, instanceStatus,
        instanceHealth[0].detailedHealthState:label=LIVE, currentAction, version.instanceTemplate.basename():label=TEMPLATE)'
    balancer_status
}

destroy() {
    if ! $confirmed && ! $dry_run; then
        say "This deletes the fleet $fleet of $NEVUS_PROJECT: its VMs, load balancer, certificate and address."
        [[ -t 0 ]] || fail "nobody is there to ask" "When it is meant: $0 destroy --yes"
        read -r -p "The project's id, to go on: " answer || true
        [[ ${answer-} == "$NEVUS_PROJECT" ]] || fail "that is not $NEVUS_PROJECT; nothing was deleted"
    fi
    destroy_balancer
    remove compute instance-groups managed delete "$fleet" "$in_region"
    ask compute instance-templates list --filter="properties.labels.nevus-fleet=$fleet" --format='value(name)' \
        >"$scratch/templates"
    while IFS= read -r name; do
        remove compute instance-templates delete "$name"
    done <"$scratch/templates"
    remove compute health-checks delete "$fleet-live" --global
    remove compute health-checks delete "$fleet-ready" --global
    remove compute firewall-rules delete "$fleet"
}

main "$@"
