#!/bin/sh
# From an ESP32 or STM32 board to the running demo app: README.md, "On a board". All options: ./flash.sh --help
if ! command -v dotnet >/dev/null 2>&1; then
    echo "The .NET 10 SDK is missing: install it from https://dot.net or your distribution's packages, then run this again." >&2
    exit 1
fi

exec dotnet run --project "$(dirname "$0")/tools/Flash" -- "$@"
