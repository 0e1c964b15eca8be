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
    [string] $Area,
    [string] $Image,
    [string] $Nanoff,
    [string] $NanoclrPath,
    [int] $Wait,
    [int] $ConsoleBaud,
    [switch] $MassErase,
    [switch] $DryRun,
    [switch] $Nanoclr,
    [switch] $Help,
    # "test", and options as tools/Flash has them
    [Parameter(ValueFromRemainingArguments)] [string[]] $Rest
)

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine('The .NET 10 SDK is missing: install it from https://dot.net, then run this again.')
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

& dotnet run --project "$PSScriptRoot/tools/Flash" -- @arguments
exit $LASTEXITCODE
