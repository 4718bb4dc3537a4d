namespace Research.Notebooks;

/// <summary>Names that fit in place of the text from <paramref name="Start"/> to <paramref name="End"/>.</summary>
internal sealed record CompletionList(int Start, int End, IReadOnlyList<CompletionItem> Items);
