// A. Tarvainen, H. Valpola, "Mean teachers are better role models", NIPS 2017, arXiv 1703.01780, Section 2; with the warm-up of the
// released codes of DACS (arXiv 2007.08702), DSP (arXiv 2107.09600, GaoLii/DSP @f90a6bb) and CorDA.

using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Methods;

/// <summary>A network that follows another: its parameters are the moving average of the student's. It never gets a gradient.</summary>
/// <remarks>
/// theta' = a theta' + (1 - a) theta with a = min(1 - 1 / (k + 1), decay), k the steps done before, from 0: the first update copies the
/// student, the next averages two, and so on until the decay is reached.
/// Buffers are not averaged: they are copied once, at the start. A teacher in training mode, as in the released codes, normalises by
/// the statistics of its own batches, and its running statistics follow those; one in evaluation mode needs its user to see to them.
/// </remarks>
public sealed class MeanTeacher
{
    private readonly (Tensor Student, Tensor Teacher)[] parameters;

    /// <summary>Makes a network a teacher: copies all parameters and buffers of the student and switches its gradients off.</summary>
    /// <param name="student">The network that is trained.</param>
    /// <param name="teacher">A network of the same shape, on the same device; its weights are overwritten.</param>
    /// <param name="decay">The largest share that stays from step to step, 0 up to (not including) 1.</param>
    /// <exception cref="ArgumentException">The networks differ in their parameters, are one and the same, or the decay is out of range.</exception>
    public MeanTeacher(nn.Module student, nn.Module teacher, double decay)
    {
        if (!(decay is >= 0 and < 1))
            throw new ArgumentException($"decay: expected 0 up to 1 (not included), got {decay}");
        if (ReferenceEquals(student, teacher))
            throw new ArgumentException("teacher: expected another network than the student, got the same one");
        Decay = decay;
        Module = teacher;
        parameters = Pairs(Named(student.named_parameters().Select(p => (p.name, (Tensor)p.parameter))), Named(teacher.named_parameters().Select(p => (p.name, (Tensor)p.parameter))));
        Copy(parameters);
        Copy(Pairs(Named(student.named_buffers()), Named(teacher.named_buffers())));
        foreach (var parameter in teacher.parameters()) parameter.requires_grad = false;
        teacher.train();
    }

    /// <summary>The largest share that stays from step to step.</summary>
    public double Decay { get; }

    /// <summary>The teacher, for forward passes and for checkpoints.</summary>
    public nn.Module Module { get; }

    /// <summary>The share of the teacher that stays in the update after a step: min(1 - 1 / (step + 1), decay).</summary>
    /// <param name="step">Steps done before that one, from 0.</param>
    public double DecayAt(long step) => Math.Min(1 - 1.0 / (step + 1), Decay);

    /// <summary>Moves the teacher towards the student; call after the optimiser's step.</summary>
    /// <param name="step">Steps done before this one, from 0.</param>
    public void Update(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var stays = DecayAt(step);
        foreach (var (student, teacher) in parameters)
            teacher.mul_(stays).add_(student, 1 - stays);
    }

    private static void Copy((Tensor Student, Tensor Teacher)[] pairs)
    {
        using var noGrad = no_grad();
        foreach (var (student, teacher) in pairs) teacher.copy_(student);
    }

    private static Dictionary<string, Tensor> Named(IEnumerable<(string Name, Tensor Value)> items) => items.ToDictionary(i => i.Name, i => i.Value);

    private static (Tensor Student, Tensor Teacher)[] Pairs(Dictionary<string, Tensor> student, Dictionary<string, Tensor> teacher)
    {
        foreach (var (name, value) in student)
        {
            if (!teacher.TryGetValue(name, out var other) || !other.shape.SequenceEqual(value.shape))
                throw new ArgumentException(
                    $"teacher: expected {name} [{string.Join(", ", value.shape)}] as in the student, got {(other is null ? "none" : $"[{string.Join(", ", other.shape)}]")}");
        }
        if (teacher.Count != student.Count)
            throw new ArgumentException($"teacher: expected the student's {student.Count} parameters or buffers, got {teacher.Count}");
        return [.. student.Select(s => (s.Value, teacher[s.Key]))];
    }
}
