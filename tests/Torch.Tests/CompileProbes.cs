using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Research.Torch.Tests;

#pragma warning disable CS0219, CS8321, CS0618, CA1806, CS8600, CS8602, CS8604, IDE0059
/// <summary>
/// Statements of typical training code that TorchSharp's own assembly compiles: that they compile here is the test.
/// </summary>
internal static class CompileProbes
{
    private static void P1(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { if(x is null) return; }
    private static void P2(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.sum(0); }
    private static void P3(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.sum(1); }
    private static void P4(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.sum(k); }
    private static void P5(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.sum(-1); }
    private static void P6(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.sum([0,2]); }
    private static void P7(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.sum(new[]{0L,2L}); }
    private static void P8(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.mean([2,3]); }
    private static void P9(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.mean(new long[]{2,3}, keepdim:true); }
    private static void P10(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.prod(0); }
    private static void P11(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.std(0); }
    private static void P12(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.cumsum(0); }
    private static void P13(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x + 1; }
    private static void P14(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = 2 * x; }
    private static void P15(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x / 255.0f; }
    private static void P16(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { x += 1; }
    private static void P17(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { x *= 0.5; }
    private static void P18(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x > 0.5; }
    private static void P19(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x & mask; }
    private static void P20(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = ~mask; }
    private static void P21(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x[0]; }
    private static void P22(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x[0, 1..3]; }
    private static void P23(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x[.., 0]; }
    private static void P24(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x[TensorIndex.Ellipsis, 0]; }
    private static void P25(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x[TensorIndex.None]; }
    private static void P26(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x[mask]; }
    private static void P27(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x[x > 0]; }
    private static void P28(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x[^1]; }
    private static void P29(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { x[0] = 1; }
    private static void P30(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { x[mask] = 0; }
    private static void P31(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { x[0, 1] = 2.5f; }
    private static void P32(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { x[.., 1..3] = y; }
    private static void P33(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.zeros(2,3); }
    private static void P34(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.zeros(1,2,3,4); }
    private static void P35(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.zeros([1,2,3,4,5]); }
    private static void P36(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.zeros(new long[]{1,2}); }
    private static void P37(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.zeros(x.shape); }
    private static void P38(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.rand(2,3,device:torch.CPU); }
    private static void P39(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.randn(2,3,requires_grad:true); }
    private static void P40(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.randint(0,10,(2,3)); }
    private static void P41(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.randint(0,10,[2,3]); }
    private static void P42(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.randint(0,10,new long[]{2,3}); }
    private static void P43(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.full([2,3], 1.0); }
    private static void P44(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.full(new long[]{2,3}, 255); }
    private static void P45(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.arange(10); }
    private static void P46(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.arange(0,10,2); }
    private static void P47(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.tensor([1f,2f]); }
    private static void P48(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.tensor(new float[]{1,2}); }
    private static void P49(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.tensor(new float[,]{{1,2}}); }
    private static void P50(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.tensor(3.0); }
    private static void P51(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.tensor(new List<float>{1,2}); }
    private static void P52(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.tensor(1f, dtype: float32); }
    private static void P53(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.tensor(new float[]{1,2}, [2,1]); }
    private static void P54(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.cat(new[]{x,y}, 1); }
    private static void P55(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.cat([x,y], 1); }
    private static void P56(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.cat(L); }
    private static void P57(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.stack([x,y]); }
    private static void P58(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.stack(L, 0); }
    private static void P59(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.where(mask, x, y); }
    private static void P60(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.where(mask, 1.0, 0.0); }
    private static void P61(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.where(mask, x, 0); }
    private static void P62(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.masked_fill(mask, 0); }
    private static void P63(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.masked_fill(mask, double.NegativeInfinity); }
    private static void P64(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.scatter(1, y, 1.0); }
    private static void P65(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.scatter_(1, y, x); }
    private static void P66(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.permute(0,2,3,1); }
    private static void P67(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.permute([0,2,3,1]); }
    private static void P68(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.view(2,-1); }
    private static void P69(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.view([2,-1]); }
    private static void P70(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.reshape(n,-1); }
    private static void P71(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.reshape(x.shape[0], k, -1); }
    private static void P72(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.transpose(1,2); }
    private static void P73(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.unsqueeze(0); }
    private static void P74(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.squeeze(); }
    private static void P75(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.expand(2,-1); }
    private static void P76(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.expand([2,-1]); }
    private static void P77(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.repeat(1,2); }
    private static void P78(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.flip(-1); }
    private static void P79(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.split(2, 1); }
    private static void P80(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var (v,i) = x.max(1); }
    private static void P81(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var (v,i) = x.topk(5); }
    private static void P82(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.sort().Indices; }
    private static void P83(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.max(1).indexes; }
    private static void P84(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.clamp(0,1); }
    private static void P85(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.clamp(min:0); }
    private static void P86(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.clamp(x, y); }
    private static void P87(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.pow(2); }
    private static void P88(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.norm(); }
    private static void P89(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.bincount(x, minlength:19); }
    private static void P90(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.histc(10,0,1); }
    private static void P91(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.unique().output; }
    private static void P92(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { float z = x.item<float>(); }
    private static void P93(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { float z = (float)x; }
    private static void P94(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.data<float>().ToArray(); }
    private static void P95(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.@float(); }
    private static void P96(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.@long(); }
    private static void P97(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.to(float32); }
    private static void P98(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.to(ScalarType.Int64); }
    private static void P99(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.to(torch.CPU); }
    private static void P100(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.to("cpu"); }
    private static void P101(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.type(ScalarType.Float32); }
    private static void P102(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var c = nn.Conv2d(3,8,3); }
    private static void P103(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var c = nn.Conv2d(3,8,kernel_size:3,stride:2,padding:1,bias:false); }
    private static void P104(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var c = nn.Conv2d(3,8,(3,3),(2,2),(1,1)); }
    private static void P105(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var c = nn.Conv2d(3,8,3,padding:Padding.Same); }
    private static void P106(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var c = nn.Linear(3,8,hasBias:false); }
    private static void P107(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var c = nn.BatchNorm2d(8, momentum:0.01); }
    private static void P108(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var c = nn.MaxPool2d(2,2); }
    private static void P109(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var c = nn.MaxPool2d(3,stride:2,padding:1,ceil_mode:true); }
    private static void P110(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var c = nn.Sequential(nn.ReLU(), nn.Conv2d(1,1,1)); }
    private static void P111(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var c = nn.Sequential(("a", nn.ReLU()), ("b", nn.Conv2d(1,1,1))); }
    private static void P112(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var c = nn.ModuleList<Module<Tensor,Tensor>>(nn.ReLU()); }
    private static void P113(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var c = nn.Upsample(scale_factor:[2,2], mode:UpsampleMode.Bilinear, align_corners:true); }
    private static void P114(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = m.forward(x); }
    private static void P115(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = m.call(x); }
    private static void P116(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = F.relu(x); }
    private static void P117(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = F.softmax(x, 1); }
    private static void P118(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = F.log_softmax(x, 1); }
    private static void P119(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = F.cross_entropy(x, y, ignore_index:255); }
    private static void P120(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = F.cross_entropy(x, y, weight:x, ignore_index:255, reduction:Reduction.None); }
    private static void P121(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = F.interpolate(x, size:[4,4], mode:InterpolationMode.Bilinear, align_corners:false); }
    private static void P122(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = F.interpolate(x, size:new long[]{4,4}); }
    private static void P123(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = F.conv2d(x, y, padding:[1,1]); }
    private static void P124(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = F.max_pool2d(x, 2); }
    private static void P125(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = F.pad(x, [1,1,1,1]); }
    private static void P126(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = F.pad(x, (1,1,1,1)); }
    private static void P127(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = F.adaptive_avg_pool2d(x, 1); }
    private static void P128(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = F.one_hot(x, 19); }
    private static void P129(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = F.normalize(x, dim:1); }
    private static void P130(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = F.grid_sample(x, y, align_corners:true); }
    private static void P131(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = F.dropout2d(x, 0.1, m.training); }
    private static void P132(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var o = torch.optim.SGD(m.parameters(), 0.1); }
    private static void P133(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var o = torch.optim.SGD(m.parameters(), learningRate:0.1, momentum:0.9, weight_decay:1e-4, nesterov:true); }
    private static void P134(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var o = torch.optim.Adam(m.parameters(), lr:1e-3); }
    private static void P135(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var o = torch.optim.AdamW(m.parameters(), 1e-3, weight_decay:0.01); }
    private static void P136(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var o = torch.optim.SGD([new SGD.ParamGroup(m.parameters(), 0.1)], 0.1); }
    private static void P137(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { using(torch.no_grad()){ } }
    private static void P138(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { using var g = torch.inference_mode(); }
    private static void P139(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { using var s = torch.NewDisposeScope(); }
    private static void P140(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { m.train(); m.eval(); }
    private static void P141(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { m.train(false); }
    private static void P142(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { m.to(torch.CPU); }
    private static void P143(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var mm = m.cuda(); }
    private static void P144(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var sd = m.state_dict(); m.load_state_dict(sd); }
    private static void P145(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { x.backward(); }
    private static void P146(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var g = x.grad; }
    private static void P147(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { x.requires_grad_(); }
    private static void P148(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { x.grad = null; }
    private static void P149(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { foreach(var p in m.parameters()) p.requires_grad = false; }
    private static void P150(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var gs = torch.autograd.grad([x],[y]); }
    private static void P151(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { torch.save(x, "a"); torch.load("a"); }
    private static void P152(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { torch.manual_seed(1); torch.cuda.manual_seed_all(1); }
    private static void P153(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { nn.init.kaiming_normal_(x, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU); }
    private static void P154(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { nn.init.constant_(x, 0); }
    private static void P155(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var u = nn.utils.clip_grad_norm_(m.parameters(), 1.0); }
    private static void P156(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { Tensor z = 3.0; }
    private static void P157(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { Tensor z = new float[]{1,2}; }
    private static void P158(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { Scalar s = 1; var z = x.add(s); }
    private static void P159(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.add(y, alpha: 2); }
    private static void P160(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.add(1); }
    private static void P161(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.mul(0.5); }
    private static void P162(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.lerp(y, 0.5); }
    private static void P163(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.abs(x); }
    private static void P164(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = torch.einsum("ij,jk->ik", x, y); }
    private static void P165(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.shape.SequenceEqual(y.shape); }
    private static void P166(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) { var z = x.Equals(y); }
}
