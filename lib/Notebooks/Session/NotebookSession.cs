using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Research.Notebooks;

/// <summary>A C# session whose state carries over from cell to cell: what a notebook runs in.</summary>
/// <remarks>
/// Cells are C# scripts (a trailing expression without semicolon is the cell's value, <c>await</c> works at the top level), compiled
/// with optimisation into one collectible load context that <see cref="Dispose"/> unloads. One cell runs at a time, on a thread of its own with a 64 MB stack.
/// </remarks>
public sealed class NotebookSession : IDisposable
{
    private readonly SessionLoadContext loadContext = new();
    private readonly CellReferences references;
    private readonly CellCompiler compiler;
    private readonly CellThread thread = new();
    private readonly MagicCommands magics;
    private readonly Lock oneCell = new();
    private readonly ConcurrentDictionary<string, string> sources = new();
    private object?[] states = new object?[8];
    private readonly PackageReferences packages;
    private readonly NativeOutput? native;
    private int displayCount;

    /// <summary>Starts a session. The first cell pays for loading the compiler (0.5 s).</summary>
    /// <param name="options">How it is set up; null takes the defaults.</param>
    public NotebookSession(NotebookSessionOptions? options = null)
    {
        Options = options ?? new NotebookSessionOptions();
        references = new CellReferences(Options.BaseDirectory, loadContext);
        compiler = new CellCompiler(references, new CellSources(Options.BaseDirectory));
        packages = new PackageReferences(Options.PackageCache ?? PackageReferences.DefaultCache);
        magics = new MagicCommands(this);
        native = NativeOutput.Begin(this, Options.NativeStreams);
    }

    /// <summary>How the session is set up.</summary>
    public NotebookSessionOptions Options { get; }

    /// <summary>How values are shown.</summary>
    public FormatterRegistry Formatters { get; } = new();

    /// <summary>How many cells have been run, failed ones included.</summary>
    public int CellCount { get; private set; }

    /// <summary>The variables of the session, the latest of each name, in order of name.</summary>
    public IReadOnlyList<NotebookVariable> Variables =>
        [.. Fields().Select(pair => new NotebookVariable(pair.Field.Name, TypeName.Of(pair.Field.FieldType), ShortValue(pair.Field.GetValue(pair.State)))).OrderBy(variable => variable.Name, StringComparer.Ordinal)];

    /// <summary>The load context of the session's code.</summary>
    internal System.Runtime.Loader.AssemblyLoadContext LoadContext => loadContext;

    /// <summary>Compiles cells; what completion and inspection look into.</summary>
    internal CellCompiler Compiler => compiler;

    /// <summary>Lets the next cell take the number of the last one: for cells that a front end runs behind the scenes.</summary>
    internal void ForgetNumber() => CellCount--;

    /// <summary>The cell that runs now; null between cells.</summary>
    internal CellContext? Running { get; private set; }

    /// <summary>Runs a cell to its end, its failure, the timeout, or until it is cancelled.</summary>
    /// <param name="code">C# and magic commands.</param>
    /// <param name="output">Receives what it puts out.</param>
    /// <param name="timeout">Longest time; null for no limit.</param>
    /// <param name="cancellation">Stops the cell, running code included.</param>
    public CellResult Execute(string code, ICellOutput output, TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(output);
        lock (oneCell)
        {
            ConsoleRouter.Install();
            var started = Options.Clock.GetTimestamp();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            if (timeout is { } limit)
                stop.CancelAfter(limit);
            var context = Running = new CellContext(this, ++CellCount, output, stop.Token);
            var run = new CellRun();
            CellError? error;
            try
            {
                error = RunParts(code, $"cell[{context.Number}]", context, run);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                error = Interrupted;
            }
            finally
            {
                native?.Drain();
                context.IsRunning = false;
                Running = null;
            }
            if (ReferenceEquals(error, Interrupted) && !cancellation.IsCancellationRequested)
                error = TimedOut(timeout!.Value);
            if (run.Watch is { } watch)
                output.Display(MimeBundle.Of(MimeBundle.PlainText, $"Wall time: {watch.ElapsedMilliseconds}ms"), NextDisplayId());
            return new CellResult(context.Number, error is null ? run.Value : null, error, Options.Clock.GetElapsedTime(started)) { Page = run.Page };
        }
    }

    /// <summary>Ends the session and unloads its code and DLLs; native libraries stay until the process ends.</summary>
    public void Dispose()
    {
        native?.Dispose();
        thread.Dispose();
        states = [];
        loadContext.Dispose();
    }

    internal string NextDisplayId() => $"display-{Interlocked.Increment(ref displayCount)}";

    internal string ReadInput(string prompt, bool hidden = false) => (hidden ? Options.Password ?? Options.Input : Options.Input) is { } input
        ? input(prompt)
        : throw new InvalidOperationException("The cell asks for input, and this run has nobody to answer.");

    internal CellError? RunParts(string code, string label, CellContext context, CellRun run)
    {
        foreach (var part in CellParts.Of(code))
        {
            var error = part.Kind switch
            {
                CellPartKind.Code => RunCode(part.Text, label, context, run),
                CellPartKind.Command => magics.Run(part, context, run),
                _ => Show(context, part.Kind == CellPartKind.Html ? new Cells.HtmlContent(part.Text) : new Cells.MarkdownContent(part.Text)),
            };
            if (error is not null)
                return error;
        }
        return null;
    }

    /// <summary>Adds a reference for the cells to come. Returns what is wrong with it, or null.</summary>
    internal string? Refer(string reference, CellContext context)
    {
        try
        {
            foreach (var file in FilesOf(reference, context))
                if (references.Add(file) is { } warning)
                    context.Output.Write("stderr", warning + "\n");
            return null;
        }
        catch (BadImageFormatException)
        {
            return $"#r \"{reference}\": the file is not a .NET assembly.";
        }
        catch (InvalidOperationException error)
        {
            return $"#r \"{reference}\": {error.Message}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }

    /// <summary>Adds a feed for packages to come.</summary>
    internal void AddPackageSource(string source) => packages.AddSource(source);

    // A reference is a file, a package ("nuget:Name, Version") or a project ("project:path", built first).
    private IReadOnlyList<string> FilesOf(string reference, CellContext context)
    {
        if (AfterPrefix(reference, "nuget:") is { } package)
            return packages.Obtain(package, context.Cancellation);
        if (AfterPrefix(reference, "project:") is not { } project)
            return [reference];
        var path = Path.GetFullPath(project, Options.BaseDirectory);
        if (!File.Exists(path))
            throw new InvalidOperationException("no such project file. A path is taken relative to the notebook's folder.");
        return [DotnetBuild.Run(path, context.Cancellation)];
    }

    private static string? AfterPrefix(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? text[prefix.Length..].Trim() : null;

    internal CellError? RunCode(string code, string label, CellContext context, CellRun run)
    {
        sources[label] = code;
        var tree = CellCompiler.Parse(code, label);
        run.Value = null;
        var compilation = compiler.Compile(InterruptionPoints.Put(tree));
        var (result, assembly, symbols) = CellCompiler.Emit(compilation, context.Cancellation);
        if (CellCompiler.HasErrors(result.Diagnostics))
            return DiagnosticText.Error(compiler.Diagnose(tree, result.Diagnostics, context.Cancellation), Options.BaseDirectory);
        if (!result.Success || compilation.GetEntryPoint(context.Cancellation) is not { } entry)
        {
            // Nothing but usings or comments: the compiler emits no code, and the next cell still builds on it.
            compiler.Keep(compilation);
            return null;
        }
        var type = loadContext.LoadCell(assembly, symbols).GetType(entry.ContainingType.MetadataName, throwOnError: true)!;
        var factory = type.GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.CreateDelegate<Func<object?[], Task<object?>>>();
        return Start(factory, compilation, CellCompiler.HasValue(compilation), context, run);
    }

    private static readonly CellError Interrupted = new("Interrupted", "The cell was interrupted.", [AnsiText.Red("Interrupted") + ": the cell was stopped. Variables from before it keep their values."]);

    private static CellError TimedOut(TimeSpan limit)
    {
        var message = $"The cell ran longer than {limit.TotalSeconds.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture)} s and was stopped.";
        return new CellError("Timeout", message, [AnsiText.Red("Timeout") + ": " + message]);
    }

    private static CellError? Show(CellContext context, object value)
    {
        context.Output.Display(context.Session.Formatters.Format(value), context.NextDisplayId());
        return null;
    }

    private CellError? Start(Func<object?[], Task<object?>> factory, CSharpCompilation compilation, bool hasValue, CellContext context, CellRun run)
    {
        if (states.Length < CountStates() + 2)
            Array.Resize(ref states, states.Length * 2);
        var before = CountStates();
        try
        {
            var completed = thread.Run(() => run.Value = RunOnThread(factory, hasValue, context), context.Cancellation);
            return completed ? null : Interrupted;
        }
        catch (Exception error)
        {
            return ExceptionText.Of(error, file => sources.GetValueOrDefault(file), Options.BaseDirectory);
        }
        finally
        {
            // A cell stopped before it had a state object cannot be built upon.
            if (CountStates() > before)
                compiler.Keep(compilation);
        }
    }

    private MimeBundle? RunOnThread(Func<object?[], Task<object?>> factory, bool hasValue, CellContext context)
    {
        CellContext.Enter(context);
        try
        {
            var task = factory(states);
            try
            {
                Task.WaitAny([task], context.Cancellation);
            }
            catch (OperationCanceledException)
            {
                // Code on another thread that watches the token gets a moment to end cleanly.
                Task.WaitAny([task], millisecondsTimeout: 200);
                throw;
            }
            var value = task.GetAwaiter().GetResult();
            return hasValue || value is not null ? Formatters.Format(value) : null;
        }
        finally
        {
            CellContext.Enter(null);
        }
    }

    private int CountStates() => Array.FindLastIndex(states, state => state is not null) + 1;

    private IEnumerable<(object State, FieldInfo Field)> Fields()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var state in states.Reverse())
            foreach (var field in state?.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) ?? [])
                if (!field.Name.StartsWith('<') && seen.Add(field.Name))
                    yield return (state!, field);
    }

    private static string ShortValue(object? value)
    {
        var text = PlainText.Of(value, 5).ReplaceLineEndings(" ");
        return text.Length <= 100 ? text : text[..99] + "…";
    }
}
