<#
.SYNOPSIS
From an ESP32 or STM32 board to the running demo app: README.md, "On a board".
.EXAMPLE
./flash.ps1 -Board Esp32 -Port COM7 -WifiSsid "My network"
.EXAMPLE
./flash.ps1 test -Port COM7
.EXAMPLE
./flash.ps1 -Help
#>
[CmdletBinding(PositionalBinding = $false)]
param(
    [ValidateSet('Esp32', 'Stm32')] [string] $Board,
    [string] $Port,
    [string] $Target,
    [string] $Firmware,
    [ValidateSet('Jtag', 'Dfu')] [string] $Interface,
    [string] $WifiSsid,
    [string] $WifiPasswordFile,
    [ValidateSet('Virtual', 'Board', 'Nanoclr')] [string] $On,
    [string] $Image,
    [string] $Nanoff,
    [string] $NanoclrPath,
    [string] $Wait,
    [string] $ConsoleBaud,
    [switch] $MassErase,
    [switch] $DryRun,
    [switch] $Help,
    # "test", and options as the tool has them
    [Parameter(ValueFromRemainingArguments)] [string[]] $Rest
)

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine('The .NET 10 SDK is missing: install it from https://dot.net, then run this again.')
    exit 1
}

# This file itself, where it was started through a link.
$file = [IO.FileInfo] $PSCommandPath
while ($file.LinkType -eq 'SymbolicLink') {
    $file = [IO.FileInfo] [IO.Path]::Combine($file.DirectoryName, @($file.Target)[0])
}
$root = $file.DirectoryName

$arguments = @('flash', $root)

if ($Rest) {
    if ($Rest[0] -eq 'test') {
        $arguments = @('test', "$root/UAsyncio.Nano.Tests")
        $Rest = @($Rest[1..$Rest.Count])
    }

    $arguments += $Rest
}

foreach ($name in $PSBoundParameters.Keys) {
    if ($name -eq 'Rest') { continue }

    # -WifiSsid is --wifi-ssid
    $option = '--' + ($name -creplace '(?<=.)([A-Z])', '-$1').ToLowerInvariant()
    $value = $PSBoundParameters[$name]

    if ($value -is [switch]) {
        if ($value) { $arguments += $option }
    }
    else {
        # One argument: a value may begin with a dash.
        $arguments += "$option=$value"
    }
}

if (-not [IO.File]::Exists("$root/artifacts/bin/Tool/debug/uasyncio.dll")) {
    [Console]::Error.WriteLine('Building the tool, once: half a minute or so.')
}

& dotnet run --project "$root/tools/Tool" -- @arguments
exit $LASTEXITCODE
