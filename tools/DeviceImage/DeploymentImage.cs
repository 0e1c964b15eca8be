using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace UAsyncio.DeviceImage
{
    /// <summary>The format that nanoFramework deploys: .pe files, one behind the other, each filled up to a multiple of 4 bytes.</summary>
    public static class DeploymentImage
    {
        private const int Alignment = 4;

        // What a .pe of the 1.x runtime begins with; that of 2.0 begins with NFMRK2.
        private static readonly byte[] s_marker = Encoding.ASCII.GetBytes("NFMRK1");

        /// <summary>Writes an image.</summary>
        /// <param name="files">The .pe files, in their order.</param>
        /// <param name="image">The file to write; nothing is written when one of the others is wrong.</param>
        /// <exception cref="InvalidDataException">A file is not a .pe of the 1.x runtime.</exception>
        public static void Write(IEnumerable<string> files, string image)
        {
            using (MemoryStream content = new MemoryStream())
            {
                foreach (string file in files)
                {
                    byte[] pe = File.ReadAllBytes(file);

                    if (!pe.Take(s_marker.Length).SequenceEqual(s_marker))
                    {
                        throw new InvalidDataException(file + " is not a .pe for nanoFramework 1.x");
                    }

                    content.Write(pe, 0, pe.Length);
                    content.Write(new byte[Alignment], 0, (Alignment - (pe.Length % Alignment)) % Alignment);
                }

                File.WriteAllBytes(image, content.ToArray());
            }
        }
    }
}
