using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Xunit;

namespace UAsyncio.NanoLint.Tests;

public class LintTaskTests
{
    [Fact]
    public void EachFindingIsAnErrorOfTheBuild()
    {
        using var code = new DeviceCode("""
            class C
            {
                static int M(int a) => checked(a + 1);
                static int[,] N() => null;
            }
            """, true);
        var engine = new Engine();
        Assert.False(Task(code.Path, engine).Execute());
        Assert.Equal([("UAN106", DeviceCode.File, 3, 28), ("UAN102", DeviceCode.File, 4, 26)], engine.Errors.Select(e => (e.Code, e.File, e.LineNumber, e.ColumnNumber)));
    }

    [Fact]
    public void CleanCodePasses()
    {
        using var code = new DeviceCode("class C { static int M(int a) => a + 1; }", true);
        var engine = new Engine();
        Assert.True(Task(code.Path, engine).Execute());
        Assert.Empty(engine.Errors);
    }

    [Fact]
    public void WhatCannotBeReadIsAnError()
    {
        var engine = new Engine();
        Assert.False(Task(Path.Combine(Path.GetTempPath(), "no", "such.dll"), engine).Execute());
        Assert.Equal("UAN100", Assert.Single(engine.Errors).Code);
    }

    private static LintTask Task(string assembly, IBuildEngine engine)
    {
        return new LintTask
        {
            BuildEngine = engine,
            Assembly = assembly,
            References = [.. TestPaths.Nano.Select(path => new TaskItem(path))],
        };
    }

    private sealed class Engine : IBuildEngine
    {
        internal List<BuildErrorEventArgs> Errors { get; } = [];

        public bool ContinueOnError => false;

        public int LineNumberOfTaskNode => 0;

        public int ColumnNumberOfTaskNode => 0;

        public string ProjectFileOfTaskNode => "";

        public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Add(e);

        public void LogWarningEvent(BuildWarningEventArgs e)
        {
        }

        public void LogMessageEvent(BuildMessageEventArgs e)
        {
        }

        public void LogCustomEvent(CustomBuildEventArgs e)
        {
        }

        public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) => false;
    }
}
