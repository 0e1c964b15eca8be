using System.IO;
using System.Text;

namespace UAsyncio.NanoRun;

/// <summary>
/// What a person reads: of what a device, a broker or who talks to them sends, no control character but the tab comes through to the
/// terminal, where it would move the cursor, forge lines or set the clipboard. Its picture is shown in its place.
/// </summary>
/// <param name="output">Takes what is left.</param>
public sealed class PlainOutput(TextWriter output) : TextWriter
{
    private const int Pictures = 0x2400;
    private const char Delete = (char)0x7F;
    private const char PictureOfDelete = (char)0x2421;
    private const char NoPicture = (char)0xFFFD;

    /// <inheritdoc/>
    public override Encoding Encoding => output.Encoding;

    /// <summary>A text with pictures for its control characters; tabs and line ends stay.</summary>
    public static string Plain(string text) => string.Create(text.Length, text, static (plain, text) =>
    {
        for (int i = 0; i < plain.Length; i++)
        {
            plain[i] = IsHidden(text[i], i + 1 < text.Length ? text[i + 1] : default) ? PictureOf(text[i]) : text[i];
        }
    });

    /// <inheritdoc/>
    public override void Write(char value) => output.Write(IsHidden(value, '\n') ? PictureOf(value) : value);

    /// <inheritdoc/>
    public override void Write(string? value) => output.Write(value == null ? null : Plain(value));

    /// <inheritdoc/>
    public override void WriteLine() => output.WriteLine();

    /// <inheritdoc/>
    public override void WriteLine(string? value) => output.WriteLine(value == null ? null : Plain(value));

    /// <inheritdoc/>
    public override void Flush() => output.Flush();

    private static bool IsHidden(char value, char next) => char.IsControl(value) && value is not ('\t' or '\n') && (value != '\r' || next != '\n');

    private static char PictureOf(char control) => control switch
    {
        < ' ' => (char)(Pictures + control),
        Delete => PictureOfDelete,
        _ => NoPicture,
    };
}
