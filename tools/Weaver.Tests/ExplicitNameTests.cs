using System.Linq;
using Mono.Cecil;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>That a method which implements an interface explicitly has the name by which a device looks for it, however the source names the interface.</summary>
public class ExplicitNameTests
{
    [Theory]
    [InlineData("int IPlain.Read() => 1; int IPlain.this[int i] => 2;", "IPlain")]
    [InlineData("int global::IPlain.Read() => 1; int global::IPlain.this[int i] => 2;", "IPlain")]
    [InlineData("int global::A.B.Outer.IInner.Read() => 1; int global::A.B.Outer.IInner.this[int i] => 2;", "A.B.Outer.IInner")]
    [InlineData("int Alias::B.Outer.IInner.Read() => 1; int Alias::B.Outer.IInner.this[int i] => 2;", "A.B.Outer.IInner")]
    public void Method_has_the_name_of_the_interface_without_an_alias(string members, string name)
    {
        foreach (bool optimised in new[] { false, true })
        {
            using DeviceAssembly assembly = DeviceAssembly.Compile($$"""
                using Alias = A;
                public interface IPlain { int Read(); int this[int i] { get; } }
                namespace A.B { public class Outer { public interface IInner { int Read(); int this[int i] { get; } } } }
                public class Test : {{name}}
                {
                    {{members}}
                    public static int Method() { {{name}} test = new Test(); return (test.Read() * 10) + test[0]; }
                }
                """, optimised);
            assembly.Weave();
            Assert.False(assembly.Weave());
            using Desktop desktop = new(assembly);
            Assert.Equal(12, desktop.Call("Test", "Method"));
            using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
            Assert.Equal([name + ".Read", name + ".get_Item"], module.GetType("Test").Methods.Where(m => m.HasOverrides).Select(m => m.Name));
        }
    }
}
