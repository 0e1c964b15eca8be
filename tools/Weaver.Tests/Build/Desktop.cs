using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Weaver.Tests.Build;

/// <summary>
/// Runs woven assemblies on this runtime: its own mscorlib has all that they use; for nanoFramework.Runtime.Native, which
/// it lacks, there is an assembly that forwards.
/// </summary>
internal sealed class Desktop : AssemblyLoadContext, IDisposable
{
    private static readonly Lazy<byte[]> s_native = new(CompileNative);

    private readonly DeviceAssembly[] _assemblies;

    public Desktop(params DeviceAssembly[] assemblies)
        : base(isCollectible: true)
    {
        _assemblies = assemblies;
    }

    /// <summary>The library that they are woven for.</summary>
    public string Library { get; init; } = TestPaths.Library;

    /// <summary>Calls a static method.</summary>
    public object? Call(string type, string method, params object?[] arguments)
    {
        return Find(type, method).Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    /// <summary>A static method, to be called often.</summary>
    public T Delegate<T>(string type, string method)
        where T : Delegate
    {
        return Find(type, method).CreateDelegate<T>();
    }

    /// <summary>Makes an object, and so has its type loaded and checked.</summary>
    public object? Make(string type) => LoadFromAssemblyPath(_assemblies[0].Path).CreateInstance(type);

    /// <summary>Compiles every method, which throws at one whose instructions do not fit together.</summary>
    /// <returns>How many they are.</returns>
    public int CompileAll()
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        MethodBase[] methods = [.. LoadFromAssemblyPath(_assemblies[0].Path).GetTypes()
            .SelectMany(type => type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All)))
            .Where(method => method.GetMethodBody() != null)];

        foreach (MethodBase method in methods)
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }

        return methods.Length;
    }

    public void Dispose() => Unload();

    protected override Assembly? Load(AssemblyName name)
    {
        if (name.Name == "UAsyncio.Nano")
        {
            return LoadFromAssemblyPath(Library);
        }

        if (name.Name == "nanoFramework.Runtime.Native")
        {
            return LoadFromStream(new MemoryStream(s_native.Value));
        }

        DeviceAssembly? other = _assemblies.FirstOrDefault(assembly => Path.GetFileNameWithoutExtension(assembly.Path) == name.Name);
        return other == null ? null : LoadFromAssemblyPath(other.Path);
    }

    private MethodInfo Find(string type, string method)
    {
        return LoadFromAssemblyPath(_assemblies[0].Path).GetType(type, true)!.GetMethod(method, BindingFlags.Static | BindingFlags.Public)!;
    }

    private static byte[] CompileNative()
    {
        string attribute = typeof(TypeForwardedToAttribute).FullName!;
        CSharpCompilation compilation = CSharpCompilation.Create(
            "nanoFramework.Runtime.Native",
            [CSharpSyntaxTree.ParseText($"[assembly: {attribute}(typeof(System.Environment))]")],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using MemoryStream stream = new();

        if (!compilation.Emit(stream).Success)
        {
            throw new InvalidOperationException("the forwarding assembly does not compile");
        }

        return stream.ToArray();
    }
}
