#!/bin/sh
# Makes all packages: the libraries, the SDK, the templates and the tool, in artifacts/feed. Works from any folder and through a link.
exec dotnet msbuild "$(dirname "$(readlink -f "$0")")/sdk/Pack.proj" -t:Pack -nologo -v:minimal "$@"
