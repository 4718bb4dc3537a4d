namespace Research.Notebooks;

/// <summary>Gives one media type for values of one type; null content means "not for this value".</summary>
internal sealed record TypeFormatter(Type Type, string MimeType, Func<object, string?> Format);
