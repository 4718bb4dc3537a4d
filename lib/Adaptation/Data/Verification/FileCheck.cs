using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>Decodes single files of a dataset and says what is wrong with them.</summary>
internal sealed class FileCheck(DatasetManifest manifest, string root)
{
    private readonly LabelDecoder decoder = new(manifest.Labels);

    public DatasetProblem? Find(string split, string file, bool isLabel)
    {
        string path = Path.Combine(root, file);
        try
        {
            if (isLabel && HasJpegSignature(path))
                return Problem(DatasetProblemKind.WrongKind, "expected labels as PNG, got JPEG, which changes values");
            var raw = ImageFile.ReadRaw(path);
            if (!manifest.Image.Accepts(raw.Width, raw.Height))
                return Problem(DatasetProblemKind.WrongSize, $"expected {manifest.Image} pixels, got {raw.Width} x {raw.Height}");
            if (isLabel)
                decoder.Decode(raw, file);
            else if (raw.Channels < 3 || raw.BitDepth != 8)
                return Problem(DatasetProblemKind.WrongKind, $"expected a colour picture of 8 bits, got {raw.Channels} channel(s) of {raw.BitDepth} bits");
            return null;
        }
        catch (DatasetException error)
        {
            return Problem(DatasetProblemKind.WrongKind, Without(error.Message, file));
        }
        catch (ImageFormatException error)
        {
            return Problem(DatasetProblemKind.Unreadable, error.Problem);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Problem(DatasetProblemKind.Unreadable, error.Message);
        }

        DatasetProblem Problem(DatasetProblemKind kind, string message) => new(kind, split, file, message);
    }

    private static string Without(string message, string file) =>
        message.StartsWith(file + ": ", StringComparison.Ordinal) ? message[(file.Length + 2)..] : message;

    private static bool HasJpegSignature(string path)
    {
        Span<byte> start = stackalloc byte[2];
        using var stream = File.OpenRead(path);
        return stream.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start is [0xFF, 0xD8];
    }
}
