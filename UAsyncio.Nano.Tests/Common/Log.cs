namespace UAsyncio.Nano.Tests
{
    /// <summary>What happened, word by word in its order.</summary>
    internal sealed class Log
    {
        public string Text { get; private set; } = "";

        public void Add(string word)
        {
            Text = Text.Length == 0 ? word : Text + " " + word;
        }
    }
}
