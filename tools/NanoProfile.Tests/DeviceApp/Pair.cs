namespace ProfileApp
{
    public struct Pair
    {
        public int A;
        public int B;

        public Pair(int a, int b)
        {
            A = a;
            B = b;
        }
    }
}
