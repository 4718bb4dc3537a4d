namespace Research.Adaptation.Papers;

/// <summary>One row of one published table, at any profile.</summary>
public sealed record Recipe
{
    /// <summary>Unique name, also of the folder its runs live in: paper.table.row.</summary>
    public required string Key { get; init; }

    /// <summary>The paper.</summary>
    public required Paper Paper { get; init; }

    /// <summary>The row's name in the paper's table.</summary>
    public required string Row { get; init; }

    /// <summary>What the row is, in one sentence.</summary>
    public required string Description { get; init; }

    /// <summary>The published number; null where the paper has no such row.</summary>
    public PublishedRow? Published { get; init; }

    /// <summary>The recipe whose last weights this one starts from; null where it starts from drawn weights.</summary>
    public Recipe? StartsFrom { get; init; }

    /// <summary>
    /// Seconds of training at profile Mini on two processor cores as measured when the recipe was written, without the runs before it;
    /// null where nobody measured.
    /// </summary>
    public double? MiniSeconds { get; init; }

    /// <summary>The profiles at which <see cref="StartsFrom"/> counts; null for all. At the others the run starts from drawn weights.</summary>
    public IReadOnlyList<Profile>? StartsFromAt { get; init; }

    /// <summary>The recipe whose last weights this one starts from at a profile, or null.</summary>
    public Recipe? StartAt(Profile profile) => StartsFromAt?.Contains(profile) != false ? StartsFrom : null;

    /// <summary>Runs that must be finished before this one, by the name under which the experiment finds their results; none by default.</summary>
    public IReadOnlyDictionary<string, Recipe> Needs { get; init; } = new Dictionary<string, Recipe>();

    /// <summary>Recipes whose runs end before this one's begin at a profile: those of <see cref="Needs"/> and of <see cref="StartAt"/>.</summary>
    public IEnumerable<Recipe> Before(Profile profile) => Needs.Values.Append(StartAt(profile)).OfType<Recipe>();

    /// <summary>The data and settings at a profile.</summary>
    /// <exception cref="Data.DatasetException">The profile needs a dataset that is not there; the message says how to get it.</exception>
    public required Func<Profile, DataPlaces, Experiment> Build { get; init; }

    /// <summary>The data and settings at a profile, as the type that the paper's experiments have.</summary>
    /// <exception cref="InvalidOperationException">This recipe's experiment is of another type.</exception>
    /// <exception cref="Data.DatasetException">The profile needs a dataset that is not there; the message says how to get it.</exception>
    public TExperiment BuildAs<TExperiment>(Profile profile, DataPlaces places)
        where TExperiment : Experiment => Build(profile, places) as TExperiment
            ?? throw new InvalidOperationException($"{Key}: expected an experiment of type {typeof(TExperiment).Name}, got {Build(profile, places).GetType().Name}");

    /// <summary>The key.</summary>
    public override string ToString() => Key;
}
