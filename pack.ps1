#!/usr/bin/env pwsh
# Makes all packages: the libraries, the SDK, the templates, the tool and the virtual device, in artifacts/feed. Works from any folder and through a link.
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine('The .NET 10 SDK is missing: install it from https://dot.net, then run this again.')
    exit 1
}

$file = [IO.FileInfo] $PSCommandPath
while ($file.LinkType -eq 'SymbolicLink') {
    $file = [IO.FileInfo] [IO.Path]::Combine($file.DirectoryName, @($file.Target)[0])
}
& dotnet msbuild "$($file.DirectoryName)/sdk/Pack.proj" -t:Pack -nologo -v:minimal @args
exit $LASTEXITCODE
