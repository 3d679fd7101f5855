#!/bin/bash
# Builds the container image of Nevus, without a daemon and without root.
set -euo pipefail

usage() {
    cat <<'END'
Usage: gcloud/image.sh [OPTION]...

Builds the container image for linux/amd64 into target/jib-image.tar; the same sources give the same digest.

  --push IMAGE   push to a registry instead, such as REGION-docker.pkg.dev/PROJECT/REPOSITORY/nevus:TAG,
                 with the credentials that docker or gcloud have put into ~/.docker/config.json
  --base jre     build on eclipse-temurin:25-jre, for systems other than Debian, Ubuntu and Cloud Shell; the default
                 is scratch: a JRE with only the modules that are used, and Debian's C and C++ libraries
  --prepared     take target/image as it was left by the last call, for a second destination
  --help

Needs Maven, a JDK 25 for Linux on x86-64 (JAVA_HOME if it is in an unusual place), unzip, strip and, for the default
base, apt-get and dpkg-deb. What follows is handed to Maven: gcloud/image.sh -- -Djib.allowInsecureRegistries=true
END
}

# The JDK modules that are asked for by name or through a service, which jdeps cannot see: the operating system's
# figures in the metrics, elliptic curves and Kerberos in TLS, JNDI in the HTTP and Google clients
readonly hidden_modules=jdk.management,jdk.crypto.ec,java.security.jgss,java.naming
# Packages, and the libraries of them that the JRE and TensorFlow load
packages=(libc6 libgcc-s1 libstdc++6 base-files)
readonly libraries=(libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libresolv.so.2 libnss_dns.so.2
    libnss_files.so.2 libgcc_s.so.1 libstdc++.so.6)

main() {
    goal=jib:buildTar base=scratch push=() prepared=false
    parse "$@"
    cd "$(dirname "${BASH_SOURCE[0]}")/.."
    require mvn unzip strip readelf
    find_jdk
    image=target/image
    if ! $prepared; then prepare; fi
    mvn_quietly -Dmaven.test.skip=true -Dimage.base="$base" "${push[@]}" "$goal" "${maven_options[@]}"
    report
}

prepare() {
    if stale; then mvn_quietly -Dmaven.test.skip=true package; fi
    rm -rf "$image"
    mkdir -p "$image/native" "$image/jre/data" "$image/scratch"
    unpack_natives
    shorten_sqlite
    if [[ $base == scratch ]]; then
        require apt-get dpkg-deb
        fill_root
        link_jre
        check_libraries
    fi
}

parse() {
    maven_options=()
    while (($# > 0)); do
        case $1 in
            --push) goal=jib:build push=(-Dimage="${2:?--push needs an image}") && shift ;;
            --base) base=${2:?--base needs a name} && shift ;;
            --prepared) prepared=true ;;
            --help | -h) usage && exit ;;
            --) shift && maven_options=("$@") && break ;;
            *) fail "unknown option $1" "$0 --help lists them." ;;
        esac
        shift
    done
    case $base in
        scratch | jre) ;;
        *) fail "--base is scratch or jre, not '$base'" "$0 --help explains them." ;;
    esac
}

say() {
    printf 'image: %s\n' "$*" >&2
}

fail() {
    say "$1"
    printf '  %s\n' "${@:2}" >&2
    exit 1
}

require() {
    for program in "$@"; do
        command -v "$program" >/dev/null || fail "$program is missing" \
            "Debian, Ubuntu: sudo apt-get install maven unzip binutils" \
            "Without apt-get and dpkg-deb: $0 --base jre"
    done
}

# The JRE in the image is linked from it; jlink makes images of its own kind only
find_jdk() {
    on_path=$(command -v javac || true)
    for jdk in "${JAVA_HOME-}" "${on_path:+$(dirname "$(dirname "$(readlink -f "$on_path")")")}" \
        /usr/lib/jvm/* /opt/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
        if grep -qs '^JAVA_VERSION="25' "$jdk/release" && grep -q '^OS_ARCH="x86_64"' "$jdk/release" &&
            grep -q '^OS_NAME="Linux"' "$jdk/release" && [[ -x $jdk/bin/jlink ]]; then
            export JAVA_HOME=$jdk MAVEN_OPTS="${MAVEN_OPTS-} --sun-misc-unsafe-memory-access=allow" # Guava's, in Maven
            return
        fi
    done
    fail "no JDK 25 for Linux on x86-64 with jlink was found" \
        "Install one: https://adoptium.net/temurin/releases/?version=25" "or say where: JAVA_HOME=/path/to/jdk $0"
}

stale() {
    [[ ! -f target/nevus.jar || -n $(find pom.xml src/main -newer target/nevus.jar -print -quit) ]]
}

mvn_quietly() {
    say "mvn $*"
    mvn -q -B -ntp -Dstyle.color=never "$@" >&2
}

# TensorFlow unpacked, as 650 MB are not to be written at each start, and without the symbols that only a debugger reads
unpack_natives() {
    unzip -q -j target/lib/tensorflow-core-native-*-linux-x86_64.jar '*.so*' -d "$image/native"
    unzip -q -j target/lib/sqlite-jdbc-*.jar 'org/sqlite/native/Linux/x86_64/*' -d "$image/native"
    strip --strip-unneeded "$image"/native/libtensorflow_*
}

# The driver without its copies of SQLite for twenty systems, 10 MB
shorten_sqlite() {
    local classes=$image/sqlite
    unzip -q target/lib/sqlite-jdbc-*.jar -x 'org/sqlite/native/*' -d "$classes"
    (cd "$classes" && find . -type f | LC_ALL=C sort) >"$classes.files"
    (cd "$classes" && "$JAVA_HOME/bin/jar" --create --no-manifest --date 1980-01-01T00:00:02Z \
        --file ../native/sqlite-jdbc.jar "@../sqlite.files")
}

# Jib knows no symbolic links, so each library is there once, under the name by which it is asked for
fill_root() {
    local root=$image/scratch debs=$image/debs package deb library
    mkdir -p "$debs" "$root"/{data,tmp,etc,lib64,lib/x86_64-linux-gnu,usr/share/doc,var/lib/dpkg/status.d}
    # Has the licences of the compiler's libraries, and its version in its name
    packages+=("$(apt-cache depends libgcc-s1 | sed -n 's/.*Depends: \(gcc-.*-base\)$/\1/p')")
    download "$debs" || { update_lists && download "$debs"; } ||
        fail "${packages[*]} could not be downloaded" "Check the network, then: sudo apt-get update"
    for package in "${packages[@]}"; do
        deb=("$debs/${package}"_*.deb)
        dpkg-deb -x "${deb[0]}" "$debs/$package"
        dpkg-deb -f "${deb[0]}" >"$root/var/lib/dpkg/status.d/$package" # by which scanners know what is inside
        if [[ -f $debs/$package/usr/share/doc/$package/copyright ]]; then
            install -D -m 644 -t "$root/usr/share/doc/$package" "$debs/$package/usr/share/doc/$package/copyright"
        fi
    done
    for library in "${libraries[@]}"; do
        cp -L "$(find "$debs" -name "$library" | head -n 1)" "$root/lib/x86_64-linux-gnu/"
    done
    cp -L "$(find "$debs/libc6" -name ld-linux-x86-64.so.2 | head -n 1)" "$root/lib64/"
    cp "$debs/base-files/usr/lib/os-release" "$root/etc/"
    printf '%s\n' root:x:0:0:root:/:/nologin nevus:x:65532:65532:Nevus:/data:/nologin >"$root/etc/passwd"
    printf '%s\n' root:x:0: nevus:x:65532: >"$root/etc/group"
    printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
}

download() {
    (cd "$1" && apt-get -qq -o APT::Sandbox::User=root download "${packages[@]}")
}

# Old ones name packages that the mirrors have no more
update_lists() {
    if ((EUID == 0)); then apt-get -qq update; else sudo -n apt-get -qq update; fi
}

link_jre() {
    local used
    used=$("$JAVA_HOME/bin/jdeps" --multi-release 25 --ignore-missing-deps --print-module-deps --recursive \
        -cp 'target/lib/*' target/nevus.jar)
    # The plots of evaluate want java.desktop and X11's libraries; a server draws nothing
    used=$(tr ',' '\n' <<<"$used" | grep -vx java.desktop | paste -sd,)
    mkdir -p "$image/scratch/opt/java"
    # Not compressed inside, as the layer is, and classes load faster
    "$JAVA_HOME/bin/jlink" --add-modules "$used,$hidden_modules" --strip-debug --no-header-files --no-man-pages \
        --compress zip-0 --generate-cds-archive --output "$image/scratch/opt/java/openjdk" >&2
    say "the JRE has $used,$hidden_modules"
}

# Whatever a native library asks for must be in the image too
check_libraries() {
    local missing
    missing=$(comm -23 \
        <(find "$image/scratch" "$image/native" -type f \( -name '*.so*' -o -path '*/bin/java' \) \
            -exec readelf -d {} + | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u) \
        <(find "$image/scratch" "$image/native" -name '*.so*' -printf '%f\n' | sort -u))
    [[ -z $missing ]] || fail "the image would lack $missing" "Add it to libraries in $0."
}

report() {
    say "digest $(<target/jib-image.digest)"
    if [[ $goal == jib:buildTar ]]; then
        say "target/jib-image.tar, $(($(stat -c %s target/jib-image.tar) / 1000000)) MB compressed;" \
            "podman load -i or docker load -i takes it"
    fi
}

main "$@"
