using System.Text;

namespace Research.Notebooks;

/// <summary>Sends what cell code writes to <see cref="Console"/> to its cell, and everything else to the console as before.</summary>
internal static class ConsoleRouter
{
    private static readonly Lock Gate = new();
    private static TextWriter? installedOut;
    private static TextWriter? installedError;
    private static TextReader? installedIn;

    /// <summary>Puts the routing writers in place, again if somebody has replaced them since.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (!ReferenceEquals(Console.Out, installedOut))
            {
                Console.SetOut(new RoutingWriter("stdout", Console.Out));
                installedOut = Console.Out;
            }
            if (!ReferenceEquals(Console.Error, installedError))
            {
                Console.SetError(new RoutingWriter("stderr", Console.Error));
                installedError = Console.Error;
            }
            if (installedIn is null)
            {
                Console.SetIn(new RoutingReader());
                installedIn = Console.In;
            }
        }
    }

    private sealed class RoutingWriter(string stream, TextWriter outside) : TextWriter(System.Globalization.CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => outside.Encoding;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

        public override void WriteLine(string? value) => Write(value + "\n");

        public override void WriteLine() => Write("\n");

        public override void Write(string? value)
        {
            if (string.IsNullOrEmpty(value))
                return;
            if (CellContext.Current is { } context)
                context.Output.Write(stream, value);
            else
                outside.Write(value);
        }

        public override void Flush()
        {
            if (CellContext.Current is null)
                outside.Flush();
        }
    }

    /// <summary>Cells ask through their session; outside of cells the console's own reader is opened when first used.</summary>
    private sealed class RoutingReader : TextReader
    {
        private readonly Lazy<TextReader> outside = new(() => new StreamReader(Console.OpenStandardInput(), Console.InputEncoding));
        private readonly StringBuilder pending = new();

        public override string? ReadLine() => CellContext.Current is { } context ? context.Session.ReadInput("") : outside.Value.ReadLine();

        public override int Peek() => CellContext.Current is null ? outside.Value.Peek() : pending.Length > 0 ? pending[0] : -1;

        public override int Read()
        {
            if (CellContext.Current is not { } context)
                return outside.Value.Read();
            if (pending.Length == 0)
                pending.Append(context.Session.ReadInput("")).Append('\n');
            var next = pending[0];
            pending.Remove(0, 1);
            return next;
        }
    }
}
