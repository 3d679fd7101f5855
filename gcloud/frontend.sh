#!/bin/bash
# Puts a frontend on App Engine, where it is served over https and reaches the server through its own origin.
set -euo pipefail

usage() {
    cat <<'END'
Usage: gcloud/frontend.sh [OPTION]... [FOLDER]

Puts the page, or the static files of FOLDER (an index.html and what it needs), on App Engine. A page on https may not
call a server on http, so App Engine passes /predict, /predict/histories and /api on to the server, and FOLDER's own
scripts are pointed there, in a copy: const BASE_URL = '…', http(s)://…/predict, the server's address wherever it
stands, and @BACKEND_URL@.

  --backend URL   the server, such as http://203.0.113.7:8080; else the address that create.sh or fleet.sh has reserved
  --replace URL   one more address that FOLDER's files call the server by, to the letter; may be repeated
  --stage DIR     only write the files there, to see them or to try them: dev_appserver.py DIR/app.yaml
  --dry-run       print what would be changed in the cloud, and change nothing
  --help

Settings: gcloud/settings.env.example explains them.
END
}

# shellcheck source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
begin "$@"

readonly page="$here/../src/main/resources/web"
folder=$page backend='' stage=$scratch/frontend deploying=true replaced=()

main() {
    parse "${arguments[@]}"
    find_backend
    write_stage
    if [[ $folder != "$page" ]]; then point_home; fi
    if $deploying; then deploy; else say "$stage is what App Engine would get"; fi
}

parse() {
    while (($# > 0)); do
        case $1 in
            --backend) backend=${2:?--backend needs a URL} && shift ;;
            --replace) replaced+=("${2:?--replace needs a URL}") && shift ;;
            --stage) stage=${2:?--stage needs a folder} deploying=false && shift ;;
            -*) fail "unknown option $1" "$0 --help lists them." ;;
            *)
                [[ $folder == "$page" ]] || fail "two folders, $folder and $1" "Name one."
                folder=$1
                ;;
        esac
        shift
    done
    [[ -f $folder/index.html ]] || fail "$folder has no index.html" \
        "Name the folder that a browser would be given; of a project that is built, what the build writes (dist/)."
    [[ -z $backend || $backend =~ ^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/*$ ]] ||
        fail "--backend is '$backend', but has to be like http://203.0.113.7:8080"
    if ! $deploying && [[ -e $stage && -n $(ls -A "$stage") ]]; then fail "$stage is not empty" "Name a new folder."; fi
}

# The fleet's name, else the VM's address
find_backend() {
    if [[ -z $backend && -n $NEVUS_DOMAIN ]]; then
        backend=https://$NEVUS_DOMAIN
    elif [[ -z $backend ]]; then
        exists compute addresses describe "$NEVUS_NAME" --region="$NEVUS_REGION" --format='value(address)' ||
            fail "there is no server yet" "gcloud/create.sh makes one. For another: $0 --backend URL"
        backend=http://$(<"$scratch/answer"):8080
    fi
    while [[ $backend == */ ]]; do backend=${backend%/}; done
    say "the server is $backend"
}

write_stage() {
    mkdir -p "$stage/www"
    cp "$here"/frontend/{main.py,requirements.txt} "$stage"
    sed "s|@BACKEND_URL@|$backend|" "$here/frontend/app.yaml" >"$stage/app.yaml"
    # Not what a project keeps for itself, such as .git and .env
    tar -C "$folder" --exclude='.[a-zA-Z]*' --exclude=node_modules -cf - . | tar -C "$stage/www" -xf -
}

# An address of the server becomes none, so that the page's own origin is asked for /predict
point_home() {
    # shellcheck disable=SC2016 # Perl's variables, and a backtick that quotes in JavaScript
    find "$stage/www" -type f \( -name '*.js' -o -name '*.mjs' -o -name '*.html' \) -exec \
        env SERVER="$(printf '%s\n' "$backend" "${replaced[@]%/}" @BACKEND_URL@)" perl -0777 -i -pe '
            BEGIN { $server = join "|", map quotemeta, grep length, split /\n/, $ENV{SERVER} }
            $before = $_;
            s{(?:$server)(?![\w.:-])/*(?=(\w?))}{$1 eq "" ? "" : "/"}ge;
            s{\b((?:BASE|BACKEND)_?URL["\x27]?\s*[:=]\s*)(["\x27`])[^"\x27`\$]*\2}{$1$2$2}gi;
            s{https?://[\w.-]+(?::\d+)?/+(?=predict\b)}{/}g;
            print STDERR "  $ARGV asks its own origin now\n" if $_ ne $before' {} + 2>"$scratch/pointed"
    sed "s|$stage/www/||" "$scratch/pointed" >&2
    [[ -s $scratch/pointed ]] || grep -rqE "[\"'\`]/*predict" "$stage/www" ||
        fail "where do the scripts in $folder name the server?" \
            "Nothing in them was recognised; give the address that they hold: $0 --replace URL $folder"
}

deploy() {
    change services enable appengine.googleapis.com cloudbuild.googleapis.com
    if ! exists app describe; then
        say "App Engine in $NEVUS_REGION, which can never be changed"
        change app create --region="$(app_engine_region)"
    fi
    say "deploying, which takes some minutes"
    change app deploy "$stage/app.yaml" --promote
    if ! $dry_run; then say "https://$(ask app describe --format='value(defaultHostname)')"; fi
}

# Two of App Engine's regions are older than the names of the others
app_engine_region() {
    case $NEVUS_REGION in
        us-central1 | europe-west1) echo "${NEVUS_REGION%1}" ;;
        *) echo "$NEVUS_REGION" ;;
    esac
}

main
