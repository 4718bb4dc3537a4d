namespace Research.Notebooks;

/// <summary>One name that fits at the cursor, and what it is in Jupyter's words (function, class, module, property, instance, keyword, magic).</summary>
internal sealed record CompletionItem(string Text, string Kind);
