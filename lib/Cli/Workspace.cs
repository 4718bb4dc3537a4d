namespace Research.Cli;

/// <summary>The checkout that a command works in: the one around the current folder, else the one the program was built in.</summary>
internal sealed class Workspace
{
    private Workspace(string root) => Root = root;

    /// <summary>The folder that holds <c>Research.sln</c>.</summary>
    public string Root { get; }

    public string Notebooks => Path.Combine(Root, "notebooks");

    public string Reports => Path.Combine(Root, "reports");

    public string Runs => Path.Combine(Root, "runs");

    public static Workspace? Find() => Above(Environment.CurrentDirectory) ?? Above(AppContext.BaseDirectory);

    /// <exception cref="UserErrorException">There is no checkout.</exception>
    public static Workspace Require() => Find() ?? throw new UserErrorException(
        $"expected a checkout of the project (a folder with Research.sln) around {Environment.CurrentDirectory} or {AppContext.BaseDirectory}, found none");

    private static Workspace? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Research.sln")))
                return new Workspace(folder.FullName);
        return null;
    }
}
