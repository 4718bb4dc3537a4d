using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Research.Notebooks;

/// <summary>Parameters of a notebook: the variables that its cell tagged <c>parameters</c> declares, overridden by a cell tagged <c>injected-parameters</c>.</summary>
/// <remarks>The tags are papermill's, so that either tool reads what the other wrote.</remarks>
public static class NotebookParameters
{
    /// <summary>Tag of the cell with the defaults.</summary>
    public const string Tag = "parameters";

    /// <summary>Tag of the cell that overrides them.</summary>
    public const string InjectedTag = "injected-parameters";

    /// <summary>Names of the notebook's parameters in order of declaration, each with the C# type that its declaration tells, or null.</summary>
    /// <param name="document">The notebook.</param>
    public static IReadOnlyDictionary<string, string?> Declared(NotebookDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var declared = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var cell in document.Cells.Where(cell => cell.Kind == NotebookCellKind.Code && cell.HasTag(Tag)))
            foreach (var declaration in CellCompiler.Parse(cell.Source, "parameters").GetRoot().DescendantNodes().OfType<VariableDeclarationSyntax>())
                foreach (var variable in declaration.Variables)
                    declared[variable.Identifier.ValueText] = declaration.Type.IsVar ? ParameterLiteral.TypeOf(variable.Initializer?.Value) : declaration.Type.ToString();
        return declared;
    }

    /// <summary>Puts the injected cell after the parameters cell, in place of one from an earlier run.</summary>
    /// <param name="document">The notebook; changed.</param>
    /// <param name="values">Values by name, as text; each becomes a C# literal of the type that the notebook declares.</param>
    /// <exception cref="NotebookParameterException">The notebook has no such parameter, or the value does not fit its type.</exception>
    public static void Inject(NotebookDocument document, IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(values);
        foreach (var old in document.Cells.Where(cell => cell.HasTag(InjectedTag)).ToList())
            document.Remove(old);
        if (values.Count == 0)
            return;
        var declared = Declared(document);
        var lines = new List<string> { "// Parameters" };
        foreach (var (name, value) in values)
        {
            if (!declared.TryGetValue(name, out var type))
                throw new NotebookParameterException(declared.Count == 0
                    ? $"Parameter '{name}': the notebook has no cell tagged '{Tag}'."
                    : $"The notebook has no parameter '{name}'; it has {string.Join(", ", declared.Keys)}.");
            lines.Add($"{type ?? "var"} {name} = {ParameterLiteral.Of(name, value, type)};");
        }
        var place = document.Cells.Select((cell, index) => (cell, index)).First(pair => pair.cell.Kind == NotebookCellKind.Code && pair.cell.HasTag(Tag)).index + 1;
        var injected = new NotebookCell(NotebookCellKind.Code, string.Join('\n', lines), InjectedTag);
        injected.AddTag(InjectedTag);
        document.Insert(place, injected);
    }
}
