using System;
using System.IO;
using System.Linq;
using System.Text;
using UAsyncio.DeviceImage;
using UAsyncio.Projects.Tests.Stands;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>The image's format and its errors.</summary>
    public sealed class ImageTests : IDisposable
    {
        private readonly Workspace _workspace = new();

        public void Dispose()
        {
            _workspace.Dispose();
        }

        [Theory]
        [InlineData("NFMRK1a", "NFMRK1a\0")]
        [InlineData("NFMRK1ab", "NFMRK1ab")]
        [InlineData("NFMRK1abc", "NFMRK1abc\0\0\0")]
        public void Each_file_is_filled_up_to_4_bytes(string pe, string expected)
        {
            _workspace.Write("a.pe", pe);
            _workspace.Write("b.pe", "NFMRK1zz");
            DeploymentImage.Write([_workspace.Path("a.pe"), _workspace.Path("b.pe")], _workspace.Path("image.bin"));
            Assert.Equal(expected + "NFMRK1zz", Encoding.ASCII.GetString(File.ReadAllBytes(_workspace.Path("image.bin"))));
        }

        [Theory]
        [InlineData("NFMRK2..")]
        [InlineData("MZ")]
        [InlineData("")]
        public void File_of_another_kind_is_refused_by_name_and_nothing_is_written(string content)
        {
            _workspace.Write("other.pe", content);
            InvalidDataException refused = Assert.Throws<InvalidDataException>(() => DeploymentImage.Write([_workspace.Path("other.pe")], _workspace.Path("image.bin")));
            Assert.Contains("other.pe is not a .pe for nanoFramework 1.x", refused.Message);
            Assert.False(File.Exists(_workspace.Path("image.bin")));
        }

        [Fact]
        public void Reference_that_is_not_given_is_named()
        {
            string assembly = NanoPackages.ReferenceAssembly("System.Threading");
            FileNotFoundException missing = Assert.Throws<FileNotFoundException>(() => PeFiles.Of([assembly], []));
            Assert.Equal("System.Threading.dll refers to mscorlib, which is not among the references", missing.Message);
        }

        [Fact]
        public void Assembly_without_pe_is_named()
        {
            string assembly = NanoPackages.ReferenceAssembly("System.Threading");
            FileNotFoundException missing = Assert.Throws<FileNotFoundException>(() => PeFiles.Of([assembly], [Repository.CoreLibrary]).ToArray());
            Assert.EndsWith("System.Threading.pe is missing", missing.Message);
        }
    }
}
