#!/bin/bash
# The load balancer of the fleet; sourced by fleet.sh, which sets $fleet and $scheme. It is Google's global external
# Application Load Balancer: an address, a certificate that Google renews, and what leads from them to the VMs.
# shellcheck disable=SC2154 # variables of fleet.sh and lib.sh

create_balancer() {
    make "the address" compute addresses "$fleet" create --global --ip-version=IPV4
    # Requests under way have a minute when their VM is to go
    make "the backend service" compute backend-services "$fleet" create --global \
        --load-balancing-scheme=EXTERNAL_MANAGED --protocol=HTTP --port-name=http --health-checks="$fleet-ready" \
        --timeout=120s --connection-draining-timeout=60s
    ask_backends
    if ! grep -q "/$fleet\$" "$scratch/backends"; then
        change compute backend-services add-backend "$fleet" --global --instance-group="$fleet" \
            --instance-group-region="$NEVUS_REGION" --balancing-mode=UTILIZATION --max-utilization=0.8
    fi
    make "the routes" compute url-maps "$fleet" create --global --default-service="$fleet"
    if [[ $scheme == https ]]; then create_https; else create_http; fi
    tell_address
}

ask_backends() {
    : >"$scratch/backends"
    if exists compute backend-services describe "$fleet" --global --flatten='backends[]' \
        --format='value(backends.group)'; then
        mv "$scratch/answer" "$scratch/backends"
    fi
}

create_https() {
    certificate=$(certificate_name)
    make "the certificate" compute ssl-certificates "$certificate" create --global --domains="$NEVUS_DOMAIN"
    make "the end of TLS" compute target-https-proxies "$fleet-https" create --global --url-map="$fleet" \
        --ssl-certificates="$certificate"
    ask_certificate
    if ! grep -q "/$certificate\$" "$scratch/certificates"; then # NEVUS_DOMAIN is another than before
        change compute target-https-proxies update "$fleet-https" --global --ssl-certificates="$certificate"
    fi
    forward https 443
    redirect_to_https
    make "the redirection from http" compute target-http-proxies "$fleet-http" create --global \
        --url-map="$fleet-redirect"
    forward http 80
}

# A dry run has no proxy to look at
ask_certificate() {
    echo "/$certificate" >"$scratch/certificates"
    if exists compute target-https-proxies describe "$fleet-https" --global --format='value(sslCertificates)'; then
        tr ';' '\n' <"$scratch/answer" >"$scratch/certificates"
    fi
}

# Another domain is another certificate
certificate_name() {
    local name=$fleet-${NEVUS_DOMAIN//./-}
    name=${name:0:54}
    echo "${name%-}-$(sha256sum <<<"$NEVUS_DOMAIN" | cut -c1-8)"
}

create_http() {
    say "Without a certificate, pictures and verdicts can be read on their way: for trying only."
    make "the end of HTTP" compute target-http-proxies "$fleet-http" create --global --url-map="$fleet"
    forward http 80
}

# Only an import can redirect
redirect_to_https() {
    if exists compute url-maps describe "$fleet-redirect" --global; then return; fi
    say "Making the redirection to https, $fleet-redirect"
    printf '%s\n' "name: $fleet-redirect" defaultUrlRedirect: '  httpsRedirect: true' \
        '  redirectResponseCode: PERMANENT_REDIRECT' >"$scratch/redirect.yaml" # 308: a POST stays one
    change compute url-maps import "$fleet-redirect" --global --source="$scratch/redirect.yaml"
}

forward() {
    make "port $2" compute forwarding-rules "$fleet-$1" create --global --load-balancing-scheme=EXTERNAL_MANAGED \
        --address="$fleet" --ports="$2" "--target-$1-proxy=$fleet-$1"
}

tell_address() {
    local address=ADDRESS
    if exists compute addresses describe "$fleet" --global --format='value(address)'; then
        address=$(<"$scratch/answer")
    fi
    if [[ $scheme == https ]]; then
        say "https://$NEVUS_DOMAIN works up to an hour after its DNS has the record: $NEVUS_DOMAIN. A $address"
    else
        say "http://$address"
    fi
}

balancer_status() {
    if exists compute addresses describe "$fleet" --global --format='value(address)'; then
        say "address: $(<"$scratch/answer")"
    fi
    if [[ -n $NEVUS_DOMAIN ]] && exists compute ssl-certificates describe "$(certificate_name)" --global \
        --format='value(managed.status)'; then
        say "certificate of $NEVUS_DOMAIN: $(<"$scratch/answer")"
    fi
    ask compute backend-services get-health "$fleet" --global --flatten='status.healthStatus[]' --format='table(
        status.healthStatus.instance.basename():label=VM, status.healthStatus.healthState:label=READY)'
}

# What points comes before what it points at
destroy_balancer() {
    local name
    for name in https http; do
        remove compute forwarding-rules delete "$fleet-$name" --global
        remove compute "target-$name-proxies" delete "$fleet-$name" --global
    done
    remove compute url-maps delete "$fleet-redirect" --global
    remove compute url-maps delete "$fleet" --global
    remove compute backend-services delete "$fleet" --global
    ask compute ssl-certificates list --global --filter="name~^$fleet-" --format='value(name)' >"$scratch/certificates"
    while IFS= read -r name; do
        remove compute ssl-certificates delete "$name" --global
    done <"$scratch/certificates"
    remove compute addresses delete "$fleet" --global
}
