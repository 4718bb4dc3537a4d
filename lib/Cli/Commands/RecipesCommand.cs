using System.CommandLine;
using Research.Adaptation.Papers;
using Research.Cli.Output;
using Research.Tables;

namespace Research.Cli.Commands;

/// <summary><c>recipes</c>: what can be trained.</summary>
internal sealed class RecipesCommand : ICliCommand
{
    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var command = new Command("recipes", "List what can be trained: one recipe per row of a published table, with the published mean IoU.");
        examples[command] = ["research recipes"];
        command.SetAction(_ =>
        {
            foreach (var table in RecipeCatalogue.Tables)
            {
                var recipes = table.Rows.Concat(table.Controls).ToArray();
                var frame = new DataFrame(
                    new StringDataFrameColumn("recipe", recipes.Select(r => r.Key)),
                    new DoubleDataFrameColumn("published", recipes.Select(r => r.Published?.Mean)),
                    new StringDataFrameColumn("status", recipes.Select(r => r.Published?.Status.ToString().ToLowerInvariant())),
                    new StringDataFrameColumn("what it is", recipes.Select(r => r.Description)));
                console.Out.Write(frame.View($"{table.Title} ({table.Key})").Heading("published", "published mIoU [%]").Format("0.0").MaxRows(1000).ToText());
                console.Out.WriteLine();
            }
            return ExitCodes.Done;
        });
        return command;
    }
}
