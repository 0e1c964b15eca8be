namespace ProfileApp
{
    public abstract class Shape : IShape
    {
        public int Sides => 4;

        public abstract int Area();

        public int Corners()
        {
            return 4;
        }
    }
}
