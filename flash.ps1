<#
.SYNOPSIS
From an ESP32 or STM32 board to the running demo app: docs/flashing.md.
.EXAMPLE
./flash.ps1 -Board Esp32 -Port COM7 -WifiSsid "My network"
.EXAMPLE
./flash.ps1 test -Port COM7
.EXAMPLE
./flash.ps1 --help
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
    [string] $Image,
    [string] $Nanoff,
    [int] $Wait,
    [int] $ConsoleBaud,
    [switch] $MassErase,
    [switch] $DryRun,
    [switch] $Nanoclr,
    # "test", and options as tools/Flash has them
    [Parameter(ValueFromRemainingArguments)] [string[]] $Rest
)

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Write-Error 'The .NET 10 SDK is missing: install it from https://dot.net, then run this again.'
    exit 1
}

$arguments = @()
if ($Rest) { $arguments += $Rest }

foreach ($name in $PSBoundParameters.Keys) {
    if ($name -eq 'Rest') { continue }

    # -WifiSsid is --wifi-ssid
    $option = '--' + ($name -creplace '(?<=.)([A-Z])', '-$1').ToLowerInvariant()
    $value = $PSBoundParameters[$name]

    if ($value -is [switch]) {
        if ($value) { $arguments += $option }
    }
    else {
        $arguments += $option, "$value"
    }
}

& dotnet run --project (Join-Path $PSScriptRoot 'tools/Flash') -- @arguments
exit $LASTEXITCODE
