namespace Research.Tables.Tests;

public class DisplayConventionTests
{
    /// <summary>Finds the formatters the way a notebook engine does: by simple names only.</summary>
    [Theory]
    [InlineData(typeof(DataFrame))]
    [InlineData(typeof(TableView))]
    public void Formatters_FoundByConvention_GiveHtmlAndText(Type type)
    {
        var frame = new DataFrame(new Int32DataFrameColumn("n", [1, 2]));
        object instance = type == typeof(DataFrame) ? frame : frame.View();
        var attribute = type.GetCustomAttributes(inherit: true).Single(a => a.GetType().Name == "TypeFormatterSourceAttribute");
        var sourceType = (Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!;
        var source = Activator.CreateInstance(sourceType)!;
        var formatters = ((System.Collections.IEnumerable)sourceType.GetMethod("CreateTypeFormatters")!.Invoke(source, null)!).Cast<object>();

        var bundle = formatters.ToDictionary(
            f => (string)f.GetType().GetProperty("MimeType")!.GetValue(f)!,
            f =>
            {
                using var writer = new StringWriter();
                Assert.Equal(true, f.GetType().GetMethod("Format")!.Invoke(f, [instance, writer]));
                return writer.ToString();
            });

        Assert.Equal(["text/html", "text/plain"], bundle.Keys);
        Assert.Contains("<td", bundle["text/html"]);
        Assert.Equal("n\n-\n1\n2\n", bundle["text/plain"]);
    }
}
