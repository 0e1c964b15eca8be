#!/bin/sh
# From an ESP32 or STM32 board to the running demo app: README.md, "On a board". All options: ./flash.sh --help
if ! command -v dotnet >/dev/null 2>&1; then
    echo "The .NET 10 SDK is missing: install it from https://dot.net or your distribution's packages, then run this again." >&2
    exit 1
fi

# This file itself, where it was started through a link.
script=$0
while [ -L "$script" ]; do
    link=$(readlink "$script")
    case $link in
        /*) script=$link ;;
        *) script=$(dirname "$script")/$link ;;
    esac
done
root=$(CDPATH='' cd "$(dirname "$script")" && pwd -P)

[ -f "$root/artifacts/bin/Tool/debug/uasyncio.dll" ] || echo "Building the tool, once: half a minute or so." >&2

if [ "${1-}" = test ]; then
    shift
    exec dotnet run --project "$root/tools/Tool" -- test "$root/UAsyncio.Nano.Tests" "$@"
fi

exec dotnet run --project "$root/tools/Tool" -- flash "$root" "$@"
