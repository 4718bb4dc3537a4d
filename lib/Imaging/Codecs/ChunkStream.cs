namespace Research.Imaging.Codecs;

/// <summary>Pieces of a block of memory read one after the other as a stream. The memory must stay pinned meanwhile.</summary>
internal sealed unsafe class ChunkStream(byte* data, IReadOnlyList<(int Start, int Length)> pieces) : Stream
{
    private int _piece;
    private int _offset;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (_piece < pieces.Count && _offset == pieces[_piece].Length) (_piece, _offset) = (_piece + 1, 0);
        if (_piece == pieces.Count) return 0;
        var (start, length) = pieces[_piece];
        int count = Math.Min(buffer.Length, length - _offset);
        new ReadOnlySpan<byte>(data + start + _offset, count).CopyTo(buffer);
        _offset += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is buffered.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
