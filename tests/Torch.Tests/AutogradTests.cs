using TorchSharp;
using static TorchSharp.torch;

namespace Research.Torch.Tests;

public class AutogradTests
{
    private sealed class Cube : autograd.SingleTensorFunction<Cube>
    {
        public override string Name => nameof(Cube);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            ctx.save_data("scale", (double)vars[1]);
            return x.pow(3) * (double)vars[1];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var x = ctx.get_saved_variables()[0];
            return [grad_output * 3 * x * x * (double)ctx.get_data("scale"), null!];
        }
    }

    private sealed class SumAndDifference : autograd.MultiTensorFunction<SumAndDifference>
    {
        public override string Name => nameof(SumAndDifference);
        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars) =>
            [(Tensor)vars[0] + (Tensor)vars[1], (Tensor)vars[0] - (Tensor)vars[1]];
        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs) =>
            [grad_outputs[0] + grad_outputs[1], grad_outputs[0] - grad_outputs[1]];
    }

    private sealed class Failing : autograd.SingleTensorFunction<Failing>
    {
        public override string Name => nameof(Failing);
        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] * 2;
        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => throw new ArithmeticException("backward broke");
    }

    [Fact]
    public void CustomFunction_Backward_GivesItsGradient()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2.0, requires_grad: true);
        Cube.apply(x, 0.5).backward();
        Assert.Equal(3 * 4 * 0.5, x.grad!.item<double>());
    }

    [Fact]
    public void CustomFunction_SecondUseOfFreedGraph_SaysSo()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2.0, requires_grad: true);
        var y = Cube.apply(x, 1.0);
        y.backward(retain_graph: true);
        y.backward();
        Assert.Equal(24, x.grad!.item<double>());
        Assert.Throws<TorchException>(() => y.backward());
    }

    [Fact]
    public void CustomFunction_OneOfTwoOutputsUsed_GetsZerosForTheOther()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (tensor(3.0, requires_grad: true), tensor(1.0, requires_grad: true));
        (SumAndDifference.apply(x, y)[1] * 5).backward();
        Assert.Equal((5.0, -5.0), (x.grad!.item<double>(), y.grad!.item<double>()));
    }

    [Fact]
    public void CustomFunction_ThrowingBackward_IsTheInnerException()
    {
        using var scope = NewDisposeScope();
        var x = tensor(1.0, requires_grad: true);
        var error = Assert.Throws<TorchException>(() => Failing.apply(x).backward());
        Assert.Contains("backward broke", error.Message);
        Assert.IsType<ArithmeticException>(error.InnerException);
    }

    [Fact]
    public void CustomFunction_WithoutGradient_RecordsNothing()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2.0, requires_grad: true);
        using (no_grad()) Assert.False(Cube.apply(x, 1.0).requires_grad);
        Assert.False(Cube.apply(tensor(2.0), 1.0).requires_grad);
    }

    [Fact]
    public void Grad_OfSecondOrder_FollowsTheClosedForm()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2.0, requires_grad: true);
        var first = autograd.grad([x.pow(4)], [x], create_graph: true)[0];
        Assert.Equal(32, first.item<double>());
        Assert.Equal(48, autograd.grad([first], [x])[0].item<double>());
        Assert.Null(x.grad);
    }

    [Fact]
    public void Hook_OnTensor_ReplacesTheGradient()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2.0, requires_grad: true);
        using (x.register_hook(gradient => gradient * 10)) (x * 3).backward();
        Assert.Equal(30, x.grad!.item<double>());
        (x * 3).backward();
        Assert.Equal(33, x.grad!.item<double>());
    }

    [Fact]
    public void Modes_Nested_AreRestored()
    {
        Assert.True(is_grad_enabled());
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            using (enable_grad()) Assert.True(is_grad_enabled());
            Assert.False(is_grad_enabled());
            var elsewhere = false;
            var thread = new Thread(() => elsewhere = is_grad_enabled());
            thread.Start();
            thread.Join();
            Assert.True(elsewhere);
        }
        Assert.True(is_grad_enabled());
        using (inference_mode()) Assert.True(is_inference_mode_enabled());
        Assert.False(is_inference_mode_enabled());
    }

    [Fact]
    public void Jacobian_OfSquares_IsDiagonal()
    {
        using var scope = NewDisposeScope();
        var jacobian = autograd.functional.jacobian(x => x * x, tensor(new[] { 1.0, 2.0, 3.0 }));
        Assert.True(jacobian.allclose(diag(tensor(new[] { 2.0, 4.0, 6.0 }))));
    }

    [Fact]
    public void Anomaly_NanInBackward_NamesTheOperation()
    {
        using var scope = NewDisposeScope();
        using var mode = autograd.detect_anomaly();
        var x = tensor(0.0, requires_grad: true);
        var error = Assert.Throws<TorchException>(() => (x.sqrt() * 0).backward());
        Assert.Contains("SqrtBackward", error.NativeText);
    }
}
