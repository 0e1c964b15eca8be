using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Mono.Cecil;
using UAsyncio.Weaver;
using Xunit;

namespace UAsyncio.NanoLint.Tests;

public class ReferenceRuleTests
{
    private const string UsesLibrary = """
        using UAsyncio.Nano;
        class C
        {
            static async Coroutine<int> M(EventLoop loop)
            {
                await Coroutine.Delay(5);
                return loop.Ticks;
            }
            static async Coroutine N(EventLoop loop)
            {
                int n = await M(loop).WaitAsync(3);
                System.Console.WriteLine(n.ToString());
            }
        }
        """;

    private static readonly string s_version = AssemblyName.GetAssemblyName(TestPaths.CoreLibrary).Version!.ToString();

    [Fact]
    public void TheLibraryIsClean() => Assert.Empty(Linter.Check(TestPaths.Library, TestPaths.Nano));

    [Fact]
    public void CodeThatUsesTheLibraryIsClean() => Expect.Announced(UsesLibrary);

    [Fact]
    public void CodeThatIsNotWovenIsToldSoOnce()
    {
        using var code = new DeviceCode(UsesLibrary, true, weave: false);
        Diagnostic finding = Assert.Single(code.Lint(), f => f.Code == "UAN115");
        Assert.Contains("run the weaver", finding.Message);
        Assert.Equal((DeviceCode.File, 6), (finding.File, finding.Line));
        Assert.DoesNotContain(code.Lint(), f => f.Code == "UAN101");
    }

    [Fact]
    public void TheFaceOfALibraryIsNotWhatRuns()
    {
        using var code = new DeviceCode(UsesLibrary, true);
        Diagnostic finding = Assert.Single(code.Lint([.. TestPaths.Nano, TestPaths.Face]));
        Assert.Equal("UAN116", finding.Code);
        Assert.Contains("is not woven", finding.Message);
    }

    [Fact]
    public void AReferenceThatIsNotGivenIsRefused()
    {
        using var code = new DeviceCode(UsesLibrary, false);
        Diagnostic finding = Assert.Single(code.Lint(TestPaths.Nano));
        Assert.Equal(("UAN116", DeviceCode.File, 5), (finding.Code, finding.File, finding.Line));
        Assert.Contains("UAsyncio.Nano is not among the given references", finding.Message);
    }

    [Fact]
    public void DesktopCodeIsRefused()
    {
        string[] desktop = [typeof(object).Assembly.Location];
        using var code = new DeviceCode("class C { static object M() => new object(); }", true, references: desktop);
        Diagnostic finding = Assert.Single(code.Lint(desktop), f => f.Code == "UAN116");
        Assert.Contains("System.Private.CoreLib", finding.Message);
        Assert.Contains("desktop .NET", finding.Message);
    }

    [Fact]
    public void DesktopMscorlibIsNotNanoFrameworks()
    {
        using var doctored = new Doctored(TestPaths.CoreLibrary, "mscorlib", assembly => assembly.Name.Version = new Version(4, 0, 0, 0));
        using var code = new DeviceCode("class C { static object M() => new object(); }", true, references: [doctored.Path]);
        Assert.Contains(code.Lint([doctored.Path]), f => f.Code == "UAN116" && f.Message.Contains("mscorlib 4.0.0.0 is desktop"));
    }

    [Fact]
    public void AnotherVersionIsRefused()
    {
        using var doctored = new Doctored(TestPaths.CoreLibrary, "mscorlib", assembly => assembly.Name.Version = new Version(1, 15, 6, 0));
        using var code = new DeviceCode("class C { static object M() => new object(); }", true, references: [doctored.Path]);
        Diagnostic finding = Assert.Single(code.Lint());
        Assert.Equal("UAN116", finding.Code);
        Assert.Contains("against mscorlib 1.15.6.0, but the device gets " + s_version, finding.Message);
    }

    [Fact]
    public void AnotherPublicKeyIsRefused()
    {
        using var doctored = new Doctored(TestPaths.CoreLibrary, "mscorlib", assembly =>
        {
            assembly.Name.PublicKey = [];
            assembly.Name.HasPublicKey = false;
        });
        using var code = new DeviceCode("class C { static object M() => new object(); }", true, references: [doctored.Path]);
        Diagnostic finding = Assert.Single(code.Lint());
        Assert.Equal("UAN116", finding.Code);
        Assert.Contains("public key token none", finding.Message);
        Assert.Contains("c07d481e9758c731", finding.Message);
    }

    [Fact]
    public void ALibraryForTheDesktopIsRefused()
    {
        const string Other = "public class Other { public static int M() => 1; }";
        using var forDevice = new DeviceCode(Other, true);
        using var forDesktop = new DeviceCode(Other, true, references: [typeof(object).Assembly.Location]);
        using var device = new Doctored(forDevice.Path, "Other", assembly => assembly.Name.Name = "Other");
        using var desktop = new Doctored(forDesktop.Path, "Other", assembly => assembly.Name.Name = "Other");
        using var code = new DeviceCode("class C { static int M() => Other.M(); }", true, references: [.. TestPaths.Nano, device.Path]);
        Assert.Empty(code.Lint([.. TestPaths.Nano, device.Path]));
        Diagnostic finding = Assert.Single(code.Lint([.. TestPaths.Nano, desktop.Path]));
        Assert.Equal(("UAN116", 1), (finding.Code, finding.Line));
        Assert.Contains("Other is built for desktop .NET", finding.Message);
    }

    [Fact]
    public void AMemberThatABaseTypeDeclaresIsFound()
    {
        using var library = new DeviceCode("public class Below { public int M() => 1; public int F; } public class Above : Below { }", true);
        using var before = new Doctored(library.Path, "Other", assembly =>
        {
            assembly.Name.Name = "Other";
            MoveMembers(assembly.MainModule, "Below", "Above");
        });
        using var after = new Doctored(library.Path, "Other", assembly => assembly.Name.Name = "Other");
        using var code = new DeviceCode("class C { static int M(Above a) => a.M() + a.F; }", true, references: [.. TestPaths.Nano, before.Path]);
        Assert.Empty(code.Lint([.. TestPaths.Nano, before.Path]));
        Assert.Empty(code.Lint([.. TestPaths.Nano, after.Path]));
    }

    [Fact]
    public void MembersThatTheDeviceLacksAreRefused()
    {
        const string Source = """
            using System;
            class C
            {
                static void M(string s, Random r)
                {
                    Console.WriteLine(s);
                    Console.Beep(); // UAN117
                    s.IndexOf('a');
                    s.IndexOf(s, 3L); // UAN117
                    int n = Board.Count; // UAN117
                    n += int.Parse(s) + r.Next(3);
                    object o = new Extra(); // UAN117
                    C.Get(o, Maths.Tau); // UAN117
                    o.ToString();
                }
                static void Get(object o, double d) { }
            }
            """;
        using var doctored = new Doctored(TestPaths.CoreLibrary, "mscorlib", AddMembers);
        string[] references = [doctored.Path, .. TestPaths.Nano.Where(p => Path.GetFileName(p) != "mscorlib.dll")];

        foreach (bool optimize in new[] { false, true })
        {
            using var code = new DeviceCode(Source, optimize, references: references);
            IReadOnlyList<Diagnostic> findings = code.Lint();
            Expect.Same(Source, findings, optimize ? "Release" : "Debug");
            Assert.Contains(findings, f => f.Message.StartsWith($"mscorlib {s_version} has no method System.Int32 System.String.IndexOf(System.String, System.Int64)"));
            Assert.Empty(code.Lint(references));
        }
    }

    private static void MoveMembers(ModuleDefinition module, string from, string to)
    {
        TypeDefinition source = module.GetType(from);
        TypeDefinition target = module.GetType(to);
        MethodDefinition method = source.Methods.Single(m => m.Name == "M");
        FieldDefinition field = source.Fields.Single();
        source.Methods.Remove(method);
        source.Fields.Remove(field);
        target.Methods.Add(method);
        target.Fields.Add(field);
    }

    private static void AddMembers(AssemblyDefinition assembly)
    {
        ModuleDefinition module = assembly.MainModule;
        TypeSystem system = module.TypeSystem;
        const Mono.Cecil.MethodAttributes Static = Mono.Cecil.MethodAttributes.Public | Mono.Cecil.MethodAttributes.Static;
        module.GetType("System.Console").Methods.Add(Throwing(new MethodDefinition("Beep", Static, module.GetType("System.Void"))));
        TypeDefinition text = module.GetType("System.String");
        var index = Throwing(new MethodDefinition("IndexOf", Mono.Cecil.MethodAttributes.Public, module.GetType("System.Int32")));
        index.Parameters.Add(new ParameterDefinition(text));
        index.Parameters.Add(new ParameterDefinition(module.GetType("System.Int64")));
        text.Methods.Add(index);
        var board = new TypeDefinition("System", "Board", Mono.Cecil.TypeAttributes.Public, module.GetType("System.Object"));
        board.Fields.Add(new FieldDefinition("Count", Mono.Cecil.FieldAttributes.Public | Mono.Cecil.FieldAttributes.Static, module.GetType("System.Int32")));
        module.Types.Add(board);
        var extra = new TypeDefinition("System", "Extra", Mono.Cecil.TypeAttributes.Public, module.GetType("System.Object"));
        extra.Methods.Add(Throwing(new MethodDefinition(
            ".ctor",
            Mono.Cecil.MethodAttributes.Public | Mono.Cecil.MethodAttributes.SpecialName | Mono.Cecil.MethodAttributes.RTSpecialName,
            module.GetType("System.Void"))));
        module.Types.Add(extra);
        var math = new TypeDefinition("System", "Maths", Mono.Cecil.TypeAttributes.Public, module.GetType("System.Object"));
        math.Fields.Add(new FieldDefinition("Tau", Mono.Cecil.FieldAttributes.Public | Mono.Cecil.FieldAttributes.Static, module.GetType("System.Double")));
        module.Types.Add(math);
    }

    private static MethodDefinition Throwing(MethodDefinition method)
    {
        method.Body.Instructions.Add(Mono.Cecil.Cil.Instruction.Create(Mono.Cecil.Cil.OpCodes.Ldnull));
        method.Body.Instructions.Add(Mono.Cecil.Cil.Instruction.Create(Mono.Cecil.Cil.OpCodes.Throw));
        method.HasThis = !method.IsStatic;
        return method;
    }


    /// <summary>A copy of an assembly that says something else than the real one.</summary>
    private sealed class Doctored : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nanolint-");

        internal Doctored(string from, string name, Action<AssemblyDefinition> change)
        {
            Path = System.IO.Path.Combine(_folder.FullName, name + ".dll");
            using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(from);
            change(assembly);
            assembly.Write(Path);
        }

        internal string Path { get; }

        public void Dispose() => _folder.Delete(true);
    }
}
