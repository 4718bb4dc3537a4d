using System.Collections.ObjectModel;
using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>The classes that labels of one kind count: ids 0 .. <see cref="Count"/> - 1, and <see cref="Ignore"/> for void.</summary>
public sealed class LabelSpace
{
    /// <summary>The value of pixels that no loss and no metric counts.</summary>
    public const byte Ignore = 255;

    private readonly Dictionary<string, SegmentationClass> byName;

    /// <summary>A label space of classes in id order.</summary>
    /// <param name="name">Key of the space, as manifests write it (for example <c>cityscapes19</c>).</param>
    /// <param name="classes">1 to 255 classes; the id of each is its position, names differ.</param>
    /// <exception cref="ArgumentException">The ids are not 0, 1, 2, ... or a name occurs twice.</exception>
    public LabelSpace(string name, IEnumerable<SegmentationClass> classes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(classes);
        Name = name;
        var list = classes.ToArray();
        if (list.Length is 0 or > 255)
            throw new ArgumentException($"label space '{name}': expected 1 to 255 classes, got {list.Length}", nameof(classes));
        byName = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < list.Length; i++)
        {
            if (list[i].Id != i)
                throw new ArgumentException($"label space '{name}': expected id {i} for class '{list[i].Name}', got {list[i].Id}", nameof(classes));
            if (!byName.TryAdd(list[i].Name, list[i]))
                throw new ArgumentException($"label space '{name}': class '{list[i].Name}' occurs twice", nameof(classes));
        }
        Classes = new ReadOnlyCollection<SegmentationClass>(list);
        Palette = new Palette(list.Select(c => c.Colour).ToArray());
    }

    /// <summary>Key of the space, as manifests write it.</summary>
    public string Name { get; }

    /// <summary>The classes; index equals id.</summary>
    public IReadOnlyList<SegmentationClass> Classes { get; }

    /// <summary>Number of classes (void is not one).</summary>
    public int Count => Classes.Count;

    /// <summary>The classes' official colours, to paint label maps.</summary>
    public Palette Palette { get; }

    /// <summary>The class of that name, any case.</summary>
    /// <exception cref="ArgumentException">The space has no such class.</exception>
    public SegmentationClass Find(string className) =>
        byName.TryGetValue(className, out var found)
            ? found
            : throw new ArgumentException($"label space '{Name}' has no class '{className}'; it has {string.Join(", ", Classes.Select(c => c.Name))}", nameof(className));

    /// <summary>The key of the space.</summary>
    public override string ToString() => Name;
}
