namespace ProfileApp
{
    public sealed class Node
    {
        public Node Next;
        public string Text;
    }
}
