using System.IO;

namespace UAsyncio.Projects.Tests.Stands
{
    /// <summary>
    /// A stand-in of nanoFramework's MSBuild files, which its Visual Studio extension installs: the properties and the order of targets that
    /// matter to a project, and a metadata processor that copies the assembly that it is given into the .pe.
    /// </summary>
    internal static class ProjectSystem
    {
        public static void AddTo(Workspace workspace)
        {
            workspace.Write("system/NFProjectSystem.Default.props", """
                <Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
                  <PropertyGroup>
                    <Configuration Condition="'$(Configuration)' == ''">Release</Configuration>
                    <Platform Condition="'$(Platform)' == ''">AnyCPU</Platform>
                    <Optimize Condition="'$(Configuration)' == 'Release'">true</Optimize>
                    <DebugSymbols>true</DebugSymbols>
                    <DebugType>portable</DebugType>
                    <LangVersion>9.0</LangVersion>
                  </PropertyGroup>
                </Project>
                """);
            workspace.Write("system/NFProjectSystem.props", """
                <Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
                  <PropertyGroup>
                    <OutputPath>bin\$(Configuration)\</OutputPath>
                    <NoStdLib>true</NoStdLib>
                    <NoCompilerStandardLib>true</NoCompilerStandardLib>
                    <AddAdditionalExplicitAssemblyReferences>false</AddAdditionalExplicitAssemblyReferences>
                    <AutoGenerateBindingRedirects>false</AutoGenerateBindingRedirects>
                  </PropertyGroup>
                </Project>
                """);
            workspace.Write("system/NFProjectSystem.CSharp.targets", """
                <Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
                  <PropertyGroup>
                    <_TargetFrameworkDirectories>$(MSBuildThisFileDirectory)</_TargetFrameworkDirectories>
                    <_FullFrameworkReferenceAssemblyPaths>$(MSBuildThisFileDirectory)</_FullFrameworkReferenceAssemblyPaths>
                    <TargetFrameworkIdentifier>.NETnanoFramework</TargetFrameworkIdentifier>
                    <TargetFrameworkVersion>v1.0</TargetFrameworkVersion>
                    <TargetFrameworkMoniker>.NETnanoFramework,Version=v1.0</TargetFrameworkMoniker>
                    <GenerateTargetFrameworkAttribute>false</GenerateTargetFrameworkAttribute>
                  </PropertyGroup>
                  <Import Project="$(MSBuildToolsPath)/Microsoft.CSharp.targets" />
                  <PropertyGroup>
                    <PrepareForRunDependsOn>MetaDataProcessor;CopyFilesToOutputDirectory</PrepareForRunDependsOn>
                  </PropertyGroup>
                  <Target Name="MetaDataProcessor" DependsOnTargets="Compile">
                    <Copy SourceFiles="@(IntermediateAssembly)" DestinationFiles="$(IntermediateOutputPath)$(TargetName).pe" />
                  </Target>
                </Project>
                """);
        }

        /// <summary>The packages, as NuGet puts them beside a solution for packages.config.</summary>
        public static void AddPackagesTo(Workspace workspace)
        {
            foreach ((string assembly, string package, string version) in NanoPackages.All)
            {
                foreach ((string name, byte[] content) in NanoPackages.Library(assembly))
                {
                    string path = workspace.Path($"packages/{package}.{version}/lib/{name}");
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    File.WriteAllBytes(path, content);
                }
            }
        }
    }
}
