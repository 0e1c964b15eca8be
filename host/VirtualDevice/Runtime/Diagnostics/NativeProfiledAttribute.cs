namespace System.Diagnostics
{
    public sealed class NativeProfiledAttribute : Attribute
    {
    }
}
