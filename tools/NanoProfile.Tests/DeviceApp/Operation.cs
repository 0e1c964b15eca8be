namespace ProfileApp
{
    public delegate int Operation(int a, int b);
}
