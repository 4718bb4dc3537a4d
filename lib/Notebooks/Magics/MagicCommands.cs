using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Research.Notebooks;

/// <summary>The magic commands: what they are called, what they do.</summary>
internal sealed class MagicCommands(NotebookSession session)
{
    private const int MaximumImportDepth = 8;

    public static readonly IReadOnlyList<(string Name, string Help)> All =
    [
        ("#!about", "Versions of the engine, the runtime and the system, and the session's memory."),
        ("#!csharp", "What follows is C# (the default)."),
        ("#!help", "Documentation of a name: #!help Math.Sqrt; a cell that is nothing but Math.Sqrt? asks the same."),
        ("#!html", "What follows, up to the next command, is HTML and is shown."),
        ("#!import", "Runs another notebook (.ipynb) or C# file (.cs, .csx) here: #!import path"),
        ("#!lsmagic", "Lists these commands."),
        ("#!markdown", "What follows, up to the next command, is Markdown and is shown."),
        ("#!set", "Declares a variable: #!set --name x --value 5"),
        ("#!time", "Shows how long the rest of the cell takes."),
        ("#!who", "Names of the variables."),
        ("#!whos", "Names, types and values of the variables."),
        ("#r", "Refers to an assembly: #r \"path.dll\", a package: #r \"nuget:Name, Version\", or a project, which is built first: #r \"project:path.csproj\". Paths are relative to the notebook's folder."),
        ("#i", "Adds a feed for packages: #i \"nuget:address or folder\""),
        ("#load", "Runs a C# file as part of the cell: #load \"path.cs\""),
    ];

    private int importDepth;

    /// <summary>Runs a command. Returns an error, or null.</summary>
    public CellError? Run(CellPart part, CellContext context, CellRun run)
    {
        var line = new MagicLine(part.Text);
        switch (line.Name)
        {
            case "#!time":
                run.Watch = Stopwatch.StartNew();
                return null;
            case "#!about":
                return Show(context, About());
            case "#!lsmagic":
                return Show(context, All.Select(command => new { command.Name, command.Help }));
            case "#!who":
                return Show(context, string.Join(", ", session.Variables.Select(variable => variable.Name)));
            case "#!whos":
                return Show(context, session.Variables);
            case "#!set":
                return Set(line, part, context, run);
            case "#!help":
                return Help(line, part, context, run);
            case "#r":
                return session.Refer(Quoted(part.Text), context) is { } problem ? Fail(part, context, problem, "ReferenceError") : null;
            case "#i":
                return AddSource(part, context);
            case "#!import":
                return Import(line, part, context, run);
            default:
                return Fail(part, context, $"The magic command {line.Name} is not known here. Known: {string.Join(" ", All.Select(command => command.Name))}");
        }
    }

    private static CellError? Show(CellContext context, object value)
    {
        context.Output.Display(context.Session.Formatters.Format(value), context.NextDisplayId());
        return null;
    }

    private static CellError Fail(CellPart part, CellContext context, string message, string name = "MagicCommandError") =>
        new(name, message, [$"{AnsiText.Green($"cell[{context.Number}]:line {part.Line}")}: {AnsiText.Red("error")}: {message}", .. SourceExcerpt.Of(new string('\n', part.Line - 1) + part.Text, part.Line, 1, part.Text.Length)]);

    private object About() => new
    {
        Engine = "Research.Notebooks " + typeof(MagicCommands).Assembly.GetName().Version?.ToString(3),
        Compiler = "C# " + Microsoft.CodeAnalysis.CSharp.LanguageVersionFacts.ToDisplayString(Microsoft.CodeAnalysis.CSharp.LanguageVersionFacts.MapSpecifiedToEffectiveVersion(Microsoft.CodeAnalysis.CSharp.LanguageVersion.Latest)) + ", Roslyn " + typeof(Microsoft.CodeAnalysis.SyntaxTree).Assembly.GetName().Version?.ToString(3),
        Runtime = RuntimeInformation.FrameworkDescription,
        System = RuntimeInformation.OSDescription + ", " + RuntimeInformation.ProcessArchitecture,
        Processors = Environment.ProcessorCount,
        CellsRun = session.CellCount,
        MemoryMegabytes = Environment.WorkingSet >> 20,
        Hint = session.CellCount > 500 ? "Each cell keeps about 0.2 MB for the compiler; restart the session now and then." : "",
    };

    private CellError? Set(MagicLine line, CellPart part, CellContext context, CellRun run)
    {
        if (line.Option("name") is not { } name || line.Option("value") is not { } value)
            return Fail(part, context, "expected: #!set --name x --value 5");
        if (!Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(name))
            return Fail(part, context, $"'{name}' is not a C# name.");
        if (value.StartsWith('@'))
            return Fail(part, context, $"{value}: values are literals here; there is no other language or prompt to take them from.");
        return session.RunCode($"var {name} = {ParameterLiteral.Of(value)};", $"cell[{context.Number}]", context, run);
    }

    private CellError? Help(MagicLine line, CellPart part, CellContext context, CellRun run)
    {
        if (line.Arguments.Count != 1)
            return Fail(part, context, "expected: #!help name");
        var name = line.Arguments[0];
        run.Page = new CodeInspection(session).At(name, name.Length);
        return run.Page is null ? Fail(part, context, $"there is nothing named {name} here.") : null;
    }

    private CellError? AddSource(CellPart part, CellContext context)
    {
        var source = Quoted(part.Text);
        if (!source.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase) || source.Length == "nuget:".Length)
            return Fail(part, context, "expected: #i \"nuget:address or folder\"");
        session.AddPackageSource(source["nuget:".Length..].Trim());
        return null;
    }

    private static string Quoted(string line) => line[2..].Trim().TrimEnd(';').Trim('"');

    private CellError? Import(MagicLine line, CellPart part, CellContext context, CellRun run)
    {
        if (line.Arguments.Count != 1)
            return Fail(part, context, "expected: #!import path");
        var name = line.Arguments[0].Trim('"');
        var path = Path.GetFullPath(name, session.Options.BaseDirectory);
        if (!File.Exists(path))
            return Fail(part, context, $"#!import {name}: no such file. A path is taken relative to the notebook's folder.");
        if (importDepth >= MaximumImportDepth)
            return Fail(part, context, $"#!import {name}: more than {MaximumImportDepth} imports within each other; do two files import each other?");
        importDepth++;
        try
        {
            return ImportFile(path, name, part, context, run);
        }
        finally
        {
            importDepth--;
        }
    }

    private CellError? ImportFile(string path, string name, CellPart part, CellContext context, CellRun run)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".cs" or ".csx":
                return session.RunParts(File.ReadAllText(path), Path.GetFileName(path), context, run);
            case ".ipynb":
                var index = 0;
                foreach (var cell in NotebookDocument.Load(path).Cells.Where(cell => cell.Kind == NotebookCellKind.Code))
                    if (session.RunParts(cell.Source, $"{Path.GetFileName(path)}[{++index}]", context, run) is { } error)
                        return error;
                return null;
            default:
                return Fail(part, context, $"#!import {name}: expected a .ipynb, .cs or .csx file.");
        }
    }
}
