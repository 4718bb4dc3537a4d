namespace Research.Notebooks;

/// <summary>The cell that a piece of running code belongs to; flows with async calls, tasks and threads that the cell starts.</summary>
internal sealed class CellContext(NotebookSession session, int number, ICellOutput output, CancellationToken cancellation)
{
    private static readonly AsyncLocal<CellContext?> Owner = new();

    public NotebookSession Session { get; } = session;

    public int Number { get; } = number;

    public ICellOutput Output { get; } = output;

    public CancellationToken Cancellation { get; } = cancellation;

    public bool IsRunning { get; set; } = true;

    /// <summary>
    /// Where output of the calling code goes: its own cell while that runs, else the cell that runs now (front ends drop output for
    /// a finished cell), else its own cell again. Null outside of any cell.
    /// </summary>
    public static CellContext? Current =>
        Owner.Value is not { } owner || owner.IsRunning ? Owner.Value : owner.Session.Running ?? owner;

    /// <summary>The cell that started the calling code, whether it still runs or not; null outside of any cell.</summary>
    public static CellContext? Owning => Owner.Value;

    public static void Enter(CellContext? context) => Owner.Value = context;

    public static CellContext Require() =>
        Current ?? throw new InvalidOperationException("This call works inside a notebook cell only, or in code that a cell has started.");

    public string NextDisplayId() => Session.NextDisplayId();
}
