using System.Reflection;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Research.TorchSharpSuite;

internal enum TestState
{
    Passed,
    Failed,
    Skipped,
}

internal sealed record TestResult(string Class, string Method, TestState State, string Reason);

/// <summary>Runs compiled tests one after the other, as the suite's own runner settings ask: they share random state and gradient mode.</summary>
internal static class SuiteRunner
{
    public static IReadOnlyList<TestResult> Run(Assembly tests, string folder, string? only)
    {
        // Tests read their data files from, and write to, the current folder: a copy, so that the checkout stays clean.
        var place = Directory.CreateTempSubdirectory("torchsharp-suite-");
        foreach (var file in Directory.GetFiles(folder).Where(file => Path.GetExtension(file) != ".cs")) File.Copy(file, Path.Combine(place.FullName, Path.GetFileName(file)));
        Environment.CurrentDirectory = place.FullName;
        try
        {
            return [.. Cases(tests).Where(c => only is null || $"{c.Type.Name}.{c.Method.Name}".Contains(only, StringComparison.Ordinal)).SelectMany(c => Run(c.Type, c.Method, c.Fact))];
        }
        finally
        {
            Environment.CurrentDirectory = Path.GetTempPath();
            place.Delete(recursive: true);
        }
    }

    private static IEnumerable<(Type Type, MethodInfo Method, FactAttribute Fact)> Cases(Assembly tests) =>
        from type in tests.GetTypes()
        where !type.IsAbstract && !type.ContainsGenericParameters
        from method in type.GetMethods()
        let fact = method.GetCustomAttribute<FactAttribute>()
        where fact is not null
        orderby type.FullName, method.Name
        select (type, method, fact);

    private static IEnumerable<TestResult> Run(Type type, MethodInfo method, FactAttribute fact)
    {
        if (fact.Skip is { } reason)
        {
            yield return new(type.Name, method.Name, TestState.Skipped, reason);
            yield break;
        }
        object?[]?[] rows = fact is TheoryAttribute ? [.. method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method))] : [null];
        foreach (var row in rows)
            yield return One(type, method, row);
    }

    // Scopes and modes belong to a thread: a thread of its own keeps what a failed test leaves open from the others.
    private static TestResult One(Type type, MethodInfo method, object?[]? arguments)
    {
        TestResult? result = null;
        var thread = new Thread(() => result = OnThisThread(type, method, arguments), maxStackSize: 16 << 20);
        thread.Start();
        thread.Join();
        return result!;
    }

    private static TestResult OnThisThread(Type type, MethodInfo method, object?[]? arguments)
    {
        object? instance = null;
        try
        {
            instance = Activator.CreateInstance(type, type.GetConstructor([typeof(ITestOutputHelper)]) is null ? [] : [new Quiet()]);
            if (method.Invoke(instance, arguments) is Task task) task.GetAwaiter().GetResult();
            return new(type.Name, method.Name, TestState.Passed, "");
        }
        catch (Exception error)
        {
            var cause = error is TargetInvocationException { InnerException: { } inner } ? inner : error;
            return new(type.Name, method.Name, TestState.Failed, $"{cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")}");
        }
        finally
        {
            (instance as IDisposable)?.Dispose();
        }
    }

    private sealed class Quiet : ITestOutputHelper
    {
        public void WriteLine(string message)
        {
        }

        public void WriteLine(string format, params object[] args)
        {
        }
    }
}
