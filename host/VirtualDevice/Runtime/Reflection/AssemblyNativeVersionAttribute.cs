namespace System.Reflection
{
    [AttributeUsage(AttributeTargets.Assembly)]
    public sealed class AssemblyNativeVersionAttribute : Attribute
    {
        private readonly string _nativeVersion;

        public AssemblyNativeVersionAttribute(string version)
        {
            _nativeVersion = version;
        }

        public string NativeVersion => _nativeVersion;
    }
}
