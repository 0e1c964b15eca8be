using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>Projects as users have them: their names, and what else stands in their folders.</summary>
    public sealed class UserProjectTests : IClassFixture<UserFolder>
    {
        private readonly UserFolder _user;

        public UserProjectTests(UserFolder user)
        {
            _user = user;
        }

        // The names would be no namespaces, or would hide a type that the template uses.
        [Theory]
        [InlineData("app", "my.class")]
        [InlineData("app", "Acme.Console")]
        [InlineData("test", "Assert")]
        [InlineData("lib", "7-up")]
        public async Task A_project_is_named_as_one_likes(string kind, string name)
        {
            await _user.RunAsync("new", "uasyncio-" + kind, "-o", name);
            _user.Write(name + "/Directory.Build.props", "<Project><ItemGroup><WebContent Include=\"page.html\" /></ItemGroup></Project>");
            _user.Write(name + "/page.html", "<p>one</p>");
            await _user.RunAsync("build", name);
        }

        // Before anything is compiled: these would build, into a folder of another name or into a program that cannot start.
        [Theory]
        [InlineData("<TargetFramework>net10.0</TargetFramework>", "", "error UAN207: .* netnano1.0 .* net10.0")]
        [InlineData("<TargetFrameworks>net10.0;netnano1.0</TargetFrameworks>", "", "error UAN207: .* netnano1.0 .* net10.0;netnano1.0")]
        [InlineData("", "-p:TargetFramework=net10.0", "error UAN207: .* netnano1.0 .* net10.0")]
        [InlineData("", "-f net10.0", "error UAN207: .* netnano1.0 .* net10.0")]
        [InlineData("<AssemblyName>mscorlib</AssemblyName>", "", "error UAN208: mscorlib is ")]
        [InlineData("<AssemblyName>system.net</AssemblyName>", "", "error UAN208: System.Net is ")]
        [InlineData("<AssemblyName>UAsyncio.Nano.Mqtt</AssemblyName><UAsyncioPackages>UAsyncio.Nano</UAsyncioPackages>", "", "error UAN208: UAsyncio.Nano.Mqtt is ")]
        [InlineData("<PackageId>nanoFramework.CoreLibrary</PackageId>", "", "error UAN208: nanoFramework.CoreLibrary is ")]
        public async Task A_framework_or_a_name_that_a_device_program_cannot_have_is_refused_with_what_to_do(string property, string option, string error)
        {
            _user.Write("Refused/Refused.csproj", $"""
                <Project Sdk="UAsyncio.Nano.Sdk/{Repository.Version}">
                  <PropertyGroup>
                    {property}
                  </PropertyGroup>
                </Project>
                """);
            (int exitCode, string output) = await _user.TryAsync(["build", "Refused", .. option.Split(' ', System.StringSplitOptions.RemoveEmptyEntries)]);
            Assert.Equal(1, exitCode);
            Assert.Matches(error, output);
            Assert.DoesNotMatch("error (NU|NETSDK|MSB)", output);
        }

        // No package is named.
        [Fact]
        public async Task All_libraries_are_there_without_asking()
        {
            await _user.RunAsync("new", "uasyncio-app", "-o", "Talk");
            _user.Write("Talk/Directory.Packages.props", $"""
                <Project>
                  <ItemGroup>
                    <PackageVersion Include="UAsyncio.Nano" Version="{Repository.Version}" />
                    <PackageVersion Include="nanoFramework.CoreLibrary" Version="1.17.11" />
                  </ItemGroup>
                </Project>
                """);

            // What is for programs of .NET is of no use here, and does no harm; nor does what is set as if nobody else had set it.
            _user.Write("Talk/Talk.csproj", $"""
                <Project Sdk="UAsyncio.Nano.Sdk/{Repository.Version}">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <PublishAot>true</PublishAot>
                    <RootNamespace></RootNamespace>
                    <NoWarn>CS1591</NoWarn>
                    <Features>strict</Features>
                    <DefineConstants>TALKS</DefineConstants>
                  </PropertyGroup>
                </Project>
                """);

            // Beside the page, what a repository says for its projects of .NET.
            _user.Write("Talk/Directory.Build.props", """
                <Project>
                  <PropertyGroup>
                    <TargetFrameworks>net8.0;net9.0</TargetFrameworks>
                    <RuntimeIdentifiers>linux-x64;win-x64</RuntimeIdentifiers>
                    <PublishAot>true</PublishAot>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <Nullable>enable</Nullable>
                    <AnalysisLevel>latest-all</AnalysisLevel>
                    <EnableNETAnalyzers>true</EnableNETAnalyzers>
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                    <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>
                    <RepositoryUrl>https://example.org/repository</RepositoryUrl>
                    <NeutralLanguage>en-US</NeutralLanguage>
                  </PropertyGroup>
                  <ItemGroup>
                    <AssemblyMetadata Include="Serviceable" Value="True" />
                    <WebContent Include="page.html" />
                  </ItemGroup>
                </Project>
                """);
            _user.Write("Talk/page.html", "hello from the device");
            _user.Write("Talk/Program.cs", """
                #if !TALKS || !NANOFRAMEWORK_1_0
                #error The constants of the project or those of the SDK are lost.
                #endif
                using System;
                using System.Net;
                using System.Net.Sockets;
                using UAsyncio.Nano;
                using UAsyncio.Nano.Http;
                using UAsyncio.Nano.Http.Client;
                using UAsyncio.Nano.Mqtt;
                using UAsyncio.Nano.WebSockets;

                public static class Program
                {
                    public static void Main() => new EventLoop().Run(TalkAsync());

                    private static string? s_broker;

                    private static async Coroutine TalkAsync()
                    {
                        s_broker = "localhost";
                        HttpServer server = new HttpServer(AnswerAsync, IPAddress.Any, 0);

                        using (HttpClient client = new HttpClient())
                        {
                            Console.WriteLine(await client.GetStringAsync("http://localhost:" + server.Port + "/"));
                        }

                        server.Close();

                        using (MqttClient broker = new MqttClient(new MqttOptions(s_broker) { Port = 1 }))
                        {
                            try
                            {
                                await broker.ConnectAsync();
                            }
                            catch (SocketException e)
                            {
                                Console.WriteLine("no broker: " + e.ErrorCode);
                            }
                        }

                        Console.WriteLine(typeof(WebSocket).FullName);
                    }

                    private static Coroutine AnswerAsync(HttpContext context) => context.RespondAsync(WebContent.PageHtml);
                }
                """);
            string output = await _user.RunAsync("run", "--project", "Talk");
            Assert.Contains("hello from the device", output);
            Assert.Contains("no broker: 10061", output);
            Assert.Contains("UAsyncio.Nano.WebSockets.WebSocket", output);
        }
    }
}
