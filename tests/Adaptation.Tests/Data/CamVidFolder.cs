using Research.Adaptation.Data;

namespace Research.Adaptation.Tests.Data;

/// <summary>The real CamVid photographs: in RESEARCH_DATA, or in ../shared beside the repository.</summary>
internal static class CamVidFolder
{
    public static string? Find()
    {
        if (DatasetFolder.Find("camvid") is { } configured)
            return configured;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Research.sln")))
                return DatasetFolder.Find("camvid", Path.Combine(folder.FullName, "..", "shared"), out _);
        }
        return null;
    }

    public static string FindOrSkip()
    {
        var folder = Find();
        Skip.If(folder is null, "CamVid is absent: set RESEARCH_DATA to the folder that holds camvid (data-manifests/camvid.json says how to obtain it)");
        return folder!;
    }
}
