#!/bin/sh
# Makes all packages: the libraries, the SDK, the templates, the tool and the virtual device, in artifacts/feed. Works from any folder and through a link.
if ! command -v dotnet >/dev/null 2>&1; then
    echo "The .NET 10 SDK is missing: install it from https://dot.net or your distribution's packages, then run this again." >&2
    exit 1
fi

exec dotnet msbuild "$(dirname "$(readlink -f "$0")")/sdk/Pack.proj" -t:Pack -nologo -v:minimal "$@"
