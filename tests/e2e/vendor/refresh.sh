#!/bin/sh
# Fetch the vendored browser code again, unchanged, from npm. To raise a version, change it here and in README.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# take PACKAGE VERSION FILE TARGET LICENCE_TARGET
take() {
    (cd "$work" && rm -rf package && tar xzf "$(npm pack --silent "$1@$2")")
    cp "$work/package/$3" "$4"
    cp "$work/package/LICENSE" "$5"
}

take axe-core 4.14.1 axe.min.js "$here/axe.min.js" "$here/axe.LICENSE"
sha256sum "$here/axe.min.js"
