using Research.Adaptation.Data;
using Research.Imaging;

namespace Research.Adaptation.Tests.Data;

public sealed class LabelMappingTests
{
    [Fact]
    public void Spaces_HaveThePapersSizesAndOrder()
    {
        Assert.Equal([19, 16, 13, 11], LabelSpaces.All.Select(space => space.Count));
        // Positions from the papers' notes: 16 classes: sky 9, bus 13, motorcycle 14, bicycle 15.
        Assert.Equal((9, 13, 14, 15), (Id(LabelSpaces.Synthia16, "sky"), Id(LabelSpaces.Synthia16, "bus"), Id(LabelSpaces.Synthia16, "motorcycle"), Id(LabelSpaces.Synthia16, "bicycle")));
        // 13 classes: road, sidewalk, building, light, sign, vegetation, sky, person, rider, car, bus, motorcycle, bicycle.
        Assert.Equal("road,sidewalk,building,traffic light,traffic sign,vegetation,sky,person,rider,car,bus,motorcycle,bicycle",
            string.Join(",", LabelSpaces.CrossCity13.Classes.Select(c => c.Name)));
        Assert.Equal((70, 130, 180), LabelSpaces.Cityscapes19.Find("sky").Colour);
        static int Id(LabelSpace space, string name) => space.Find(name).Id;
    }

    [Fact]
    public void Between_19And16_FollowsTheReleasedNumbering()
    {
        // Train ids [0,1,2,3,4,5,6,7,8,10,11,12,13,15,17,18] renumbered 0 .. 15; 9, 14, 16 become void.
        byte[] expected = [0, 1, 2, 3, 4, 5, 6, 7, 8, 255, 9, 10, 11, 12, 255, 13, 255, 14, 15];
        Assert.Equal(expected, Targets(LabelSpaces.Cityscapes19, LabelSpaces.Synthia16));
    }

    [Fact]
    public void Between_19And13_FollowsTheReleasedNumbering()
    {
        // Train ids [0,1,2,6,7,8,10,11,12,13,15,17,18] renumbered 0 .. 12.
        byte[] expected = [0, 1, 2, 255, 255, 255, 3, 4, 5, 255, 6, 7, 8, 9, 255, 10, 255, 11, 12];
        Assert.Equal(expected, Targets(LabelSpaces.Cityscapes19, LabelSpaces.CrossCity13));
    }

    [Fact]
    public void Between_16And13_AgreesWith19To13()
    {
        // Inside the 16-numbering the 13 classes are [0,1,2,6,7,8,9,10,11,12,13,14,15].
        byte[] expected = [0, 1, 2, 255, 255, 255, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        Assert.Equal(expected, Targets(LabelSpaces.Synthia16, LabelSpaces.CrossCity13));
    }

    [Fact]
    public void Between_19AndCamVid11_FollowsCamVidsGrouping()
    {
        string[] expected =
        [
            "road", "pavement", "building", "building", "fence", "pole", "sign or signal", "sign or signal", "tree", "tree",
            "sky", "pedestrian", "bicyclist", "car", "car", "car", "car", "bicyclist", "bicyclist",
        ];
        Assert.Equal(expected, Targets(LabelSpaces.Cityscapes19, LabelSpaces.CamVid11).Select(id => LabelSpaces.CamVid11.Classes[id].Name));
    }

    [Fact]
    public void Between_CoarseAndFine_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() => LabelMapping.Between(LabelSpaces.CrossCity13, LabelSpaces.Cityscapes19));
        Assert.Contains("'crosscity13' to 'cityscapes19'", error.Message);
    }

    [Fact]
    public void Apply_VoidAndClasses_KeepsVoidAndTheSource()
    {
        var labels = new LabelMap(3, 1, [0, 255, 13]);
        var mapped = LabelMapping.Between(LabelSpaces.Cityscapes19, LabelSpaces.CamVid11).Apply(labels);
        Assert.Equal([3, 255, 8], mapped.Labels);
        Assert.Equal([0, 255, 13], labels.Labels);
    }

    [Fact]
    public void Apply_LabelOutsideTheSpace_ThrowsWithValueAndPlace()
    {
        var labels = new LabelMap(2, 2, [0, 1, 2, 19]);
        var error = Assert.Throws<ArgumentException>(() => LabelMapping.Between(LabelSpaces.Cityscapes19, LabelSpaces.Synthia16).Apply(labels));
        Assert.Contains("got 19 at x 1, y 1", error.Message);
    }

    private static byte[] Targets(LabelSpace from, LabelSpace to)
    {
        var mapping = LabelMapping.Between(from, to);
        return from.Classes.Select(c => mapping[(byte)c.Id]).ToArray();
    }
}
