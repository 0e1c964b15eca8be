#!/usr/bin/env pwsh
# Makes all packages: the libraries, the SDK, the templates and the tool, in artifacts/feed.
$script = Get-Item -LiteralPath $PSCommandPath
$root = Split-Path ($(if ($script.LinkTarget) { $script.ResolveLinkTarget($true).FullName } else { $script.FullName }))
dotnet msbuild (Join-Path $root 'sdk/Pack.proj') -t:Pack -nologo -v:minimal @args
exit $LASTEXITCODE
