using Research.Adaptation.Papers;

namespace Research.Adaptation.Tests.Papers;

public sealed class RecipeCatalogueTests
{
    [Fact]
    public void Find_EveryKey_GivesItsRecipe() => Assert.All(RecipeCatalogue.Recipes, r => Assert.Same(r, RecipeCatalogue.Find(r.Key)));

    [Fact]
    public void Find_MisspelledKey_NamesTheNearest() => Assert.Contains(
        "'maximum-squares.gta5-to-cityscapes.image-wise'",
        Assert.Throws<ArgumentException>(() => RecipeCatalogue.Find("maximum-squares.gta5-to-cityscape.imagewise")).Message);
}
