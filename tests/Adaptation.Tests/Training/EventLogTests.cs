using System.Text;
using Research.Adaptation.Tests.Data;
using Research.Adaptation.Training;

namespace Research.Adaptation.Tests.Training;

public sealed class EventLogTests
{
    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    }

    // RFC 3720, Appendix B.4: the reader below computes the sum that the check value of CRC-32C asks for.
    [Fact]
    public void SlowCrc_CheckText_IsTheCheckValue() => Assert.Equal(0xE3069283u, SlowCrc(Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void Add_ThenReadByAnotherReader_GivesStepsTagsAndValues()
    {
        using var temporary = new TemporaryFolder();
        using (var log = EventLog.Open(temporary["e.tfevents"], 0, new FixedTime()))
        {
            log.Add(1, [("loss/source", 1.5), ("loss/target", double.NaN)]);
            log.Add(300, [("loss/source", -2)]);
        }
        var events = Read(temporary["e.tfevents"]);
        Assert.Equal("brain.Event:2", events[0].Version);
        Assert.All(events, e => Assert.Equal(1_700_000_000.0, e.Time));
        Assert.Equal((1L, "loss/source=1.5"), (events[1].Step, events[1].Values));
        Assert.Equal((300L, "loss/source=-2"), (events[2].Step, events[2].Values));
        Assert.Equal(3, events.Count);
    }

    [Fact]
    public void Open_AfterAKill_DropsWhatComesAfterTheCheckpointAndTornRecords()
    {
        using var temporary = new TemporaryFolder();
        var path = temporary["e.tfevents"];
        using (var log = EventLog.Open(path, 0, new FixedTime()))
            for (var step = 1; step <= 200; step++) log.Add(step, [("a", step)]);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^3]);
        using (var log = EventLog.Open(path, 150, new FixedTime())) log.Add(151, [("a", -1)]);
        var events = Read(path);
        Assert.Equal(Enumerable.Range(1, 151).Select(s => (long)s), events.Skip(1).Select(e => e.Step));
        Assert.Equal("a=-1", events[^1].Values);

        // A damaged byte ends what is kept; from the start on, nothing is.
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        EventLog.Open(path, 150, new FixedTime()).Dispose();
        Assert.InRange(Read(path).Count, 60, 90);
        EventLog.Open(path, 0, new FixedTime()).Dispose();
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Run_OfATrainer_LeavesEventsBesideTheMetrics()
    {
        using var temporary = new TemporaryFolder();
        TinyTraining.RunToEnd(temporary.Path, TinyTraining.Options(4) with { EvaluateEvery = 2 });
        var metrics = MetricsLog.Read(temporary["metrics.csv"]);
        var events = Read(Directory.GetFiles(temporary.Path, "*tfevents*").Single());
        var losses = events.Where(e => e.Values.Contains("loss/source=", StringComparison.Ordinal)).ToList();
        Assert.Equal([1L, 2L, 3L, 4L], losses.Select(e => e.Step));
        Assert.Contains($"loss/source={(float)metrics["source"][2]:R}", losses[2].Values);
        Assert.Contains("gradient_norm=", losses[0].Values);
        Assert.Contains("evaluation/miou=", events.Single(e => e.Step == 2 && e.Values.StartsWith("evaluation", StringComparison.Ordinal)).Values);
    }

    // A second reader, written from TensorFlow's descriptions of TFRecord and Event and from nothing in the library.
    private static List<(double Time, long Step, string? Version, string Values)> Read(string path)
    {
        var events = new List<(double, long, string?, string)>();
        using var reader = new BinaryReader(File.OpenRead(path));
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var head = reader.ReadBytes(8);
            Assert.Equal(Mask(SlowCrc(head)), reader.ReadUInt32());
            var data = reader.ReadBytes((int)BitConverter.ToInt64(head));
            Assert.Equal(Mask(SlowCrc(data)), reader.ReadUInt32());
            var (time, step, version, values) = (0.0, 0L, (string?)null, new List<string>());
            foreach (var (field, value) in Fields(data))
            {
                if (field == 1) time = BitConverter.ToDouble((byte[])value);
                else if (field == 2) step = (long)value;
                else if (field == 3) version = Encoding.UTF8.GetString((byte[])value);
                else if (field == 5)
                    foreach (var (_, item) in Fields((byte[])value))
                    {
                        var parts = Fields((byte[])item).ToDictionary(f => f.Field, f => (byte[])f.Value);
                        values.Add(FormattableString.Invariant($"{Encoding.UTF8.GetString(parts[1])}={BitConverter.ToSingle(parts[2]):R}"));
                    }
            }
            events.Add((time, step, version, string.Join(" ", values)));
        }
        return events;
    }

    private static IEnumerable<(int Field, object Value)> Fields(byte[] message)
    {
        var at = 0;
        long Number()
        {
            long value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var b = message[at++];
                value |= (long)(b & 0x7f) << shift;
                if (b < 0x80) return value;
            }
        }
        byte[] Take(int count) => message[at..(at += count)];
        while (at < message.Length)
        {
            var key = Number();
            object value = (key & 7) switch { 0 => Number(), 1 => Take(8), 2 => Take((int)Number()), 5 => Take(4), var other => throw new InvalidDataException($"wire type {other}") };
            yield return ((int)(key >> 3), value);
        }
    }

    private static uint Mask(uint crc) => ((crc >> 15) | (crc << 17)) + 0xa282ead8u;

    // Bit by bit: the reflected polynomial of Castagnoli.
    private static uint SlowCrc(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0x82F63B78u : crc >> 1;
        }
        return ~crc;
    }
}
