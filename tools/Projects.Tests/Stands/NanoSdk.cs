using System.Collections.Generic;
using System.Text;

namespace UAsyncio.Projects.Tests.Stands
{
    /// <summary>
    /// A stand-in of nanoFramework.NET.Sdk, the MSBuild SDK that nanoFramework is moving to, after what its preview is documented to set: on top
    /// of Microsoft.NET.Sdk, netnano1.0, the metadata processor behind the copy to the output folder.
    /// </summary>
    internal static class NanoSdk
    {
        public const string Name = "nanoFramework.NET.Sdk/1.0.0";

        public static void AddTo(PackageFeed feed)
        {
            feed.Add("nanoFramework.NET.Sdk", "1.0.0", new Dictionary<string, byte[]>
            {
                ["Sdk/Sdk.props"] = Encoding.UTF8.GetBytes("""
                    <Project>
                      <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
                      <PropertyGroup>
                        <TargetFramework>netnano1.0</TargetFramework>
                        <TargetFrameworkIdentifier>.NETnanoFramework</TargetFrameworkIdentifier>
                        <TargetFrameworkVersion>v1.0</TargetFrameworkVersion>
                        <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
                        <NoStdLib>true</NoStdLib>
                        <NoCompilerStandardLib>true</NoCompilerStandardLib>
                        <AssetTargetFallback>net</AssetTargetFallback>
                        <NoWarn>$(NoWarn);NU1701</NoWarn>
                        <_TargetFrameworkDirectories>$(MSBuildThisFileDirectory)</_TargetFrameworkDirectories>
                        <_FullFrameworkReferenceAssemblyPaths>$(MSBuildThisFileDirectory)</_FullFrameworkReferenceAssemblyPaths>
                        <LangVersion>13.0</LangVersion>
                        <DefineConstants>$(DefineConstants);NANOFRAMEWORK_1_0</DefineConstants>
                        <GenerateTargetFrameworkAttribute>false</GenerateTargetFrameworkAttribute>
                        <UseAppHost>false</UseAppHost>
                      </PropertyGroup>
                    </Project>
                    """),
                ["Sdk/Sdk.targets"] = Encoding.UTF8.GetBytes("""
                    <Project>
                      <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
                      <Target Name="MetaDataProcessor" AfterTargets="CopyFilesToOutputDirectory">
                        <Copy SourceFiles="$(OutDir)$(TargetName)$(TargetExt)" DestinationFiles="$(MSBuildProjectDirectory)/$(IntermediateOutputPath)$(TargetName).pe" />
                      </Target>
                    </Project>
                    """),
            });
        }
    }
}
