namespace ProfileApp
{
    public interface IShape
    {
        int Corners();
    }
}
