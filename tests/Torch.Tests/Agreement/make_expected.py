#!/usr/bin/env python3
"""Writes expected.json and expected-float32.json: values and gradients of PyTorch 1.13.1 (Debian's python3-torch) for the cases of AgreementCases.cs.

Run in this folder with the system interpreter: /usr/bin/python3 make_expected.py. Inputs come from sine formulas, not from a generator; a case is kept as its shape, its
first values, and one weighted sum over all of them, and so is its gradient. Formulas are computed in float64 and rounded to the type of the run.
"""
import json
import torch
import torch.nn.functional as F

D = torch.float64


def w(*shape):
    count = torch.Size(shape).numel()
    return torch.arange(count, dtype=torch.float64).mul(0.7).sin().reshape(shape).to(D)


def p(x):
    return x.abs() + 0.1


def labels():
    return torch.arange(32).remainder(3).reshape(2, 4, 4)


def grid():
    theta = torch.tensor([[0.8, 0.1, 0.05], [-0.1, 0.9, 0.0]], dtype=D).expand(2, 2, 3)
    return F.affine_grid(theta, [2, 3, 4, 4], align_corners=False)


CASES = {
    "sin": lambda x: x.sin(),
    "cos": lambda x: x.cos(),
    "tanh": lambda x: x.tanh(),
    "sigmoid": lambda x: x.sigmoid(),
    "exp": lambda x: x.exp(),
    "expm1": lambda x: x.expm1(),
    "square": lambda x: x.square(),
    "abs": lambda x: x.abs(),
    "neg": lambda x: x.neg(),
    "relu": lambda x: x.relu(),
    "erf": lambda x: x.erf(),
    "atan": lambda x: x.atan(),
    "sinh": lambda x: x.sinh(),
    "cosh": lambda x: x.cosh(),
    "asinh": lambda x: x.asinh(),
    "floor": lambda x: x.floor(),
    "sign": lambda x: x.sign(),
    "softplus": lambda x: F.softplus(x),
    "selu": lambda x: F.selu(x),
    "mish": lambda x: F.mish(x),
    "silu": lambda x: F.silu(x),
    "hardsigmoid": lambda x: F.hardsigmoid(x),
    "hardswish": lambda x: F.hardswish(x),
    "logsigmoid": lambda x: F.logsigmoid(x),
    "gelu": lambda x: F.gelu(x),
    "tanhshrink": lambda x: F.tanhshrink(x),
    "softsign": lambda x: F.softsign(x),
    "relu6": lambda x: F.relu6(x),
    "celu": lambda x: F.celu(x),
    "log": lambda x: p(x).log(),
    "log2": lambda x: p(x).log2(),
    "log10": lambda x: p(x).log10(),
    "log1p": lambda x: p(x).log1p(),
    "sqrt": lambda x: p(x).sqrt(),
    "rsqrt": lambda x: p(x).rsqrt(),
    "reciprocal": lambda x: p(x).reciprocal(),
    "lgamma": lambda x: p(x).lgamma(),
    "digamma": lambda x: p(x).digamma(),
    "asin": lambda x: (x * 0.9).asin(),
    "acos": lambda x: (x * 0.9).acos(),
    "atanh": lambda x: (x * 0.9).atanh(),
    "erfinv": lambda x: (x * 0.9).erfinv(),
    "add_alpha": lambda x: x.add(x.cos(), alpha=2),
    "sub": lambda x: x - x.cos(),
    "rsub": lambda x: 2 - x,
    "mul": lambda x: x * x.cos(),
    "div": lambda x: x / p(x),
    "rdiv": lambda x: 2 / p(x),
    "pow": lambda x: p(x).pow(1.7),
    "pow_tensor": lambda x: p(x).pow(x),
    "fmod": lambda x: (x * 5).fmod(1.5),
    "remainder": lambda x: (x * 5) % 1.5,
    "atan2": lambda x: x.atan2(p(x)),
    "lerp": lambda x: x.lerp(x.cos(), torch.tensor(0.3, dtype=D)),
    "addcmul": lambda x: x.addcmul(x.cos(), x.sin(), value=0.5),
    "addcdiv": lambda x: x.addcdiv(x.cos(), p(x), value=0.5),
    "clamp": lambda x: x.clamp(-0.5, 0.5),
    "clamp_min": lambda x: x.clamp_min(0.1),
    "maximum": lambda x: torch.maximum(x, x.cos()),
    "minimum": lambda x: torch.minimum(x, x.cos()),
    "logaddexp": lambda x: x.logaddexp(x.cos()),
    "hypot": lambda x: x.hypot(x.cos()),
    "where": lambda x: torch.where(x > 0, x, x * 0.1),
    "masked_fill": lambda x: x.masked_fill(x > 0.5, 0.25),
    "nan_to_num": lambda x: x.nan_to_num(),
    "sum_dims": lambda x: x.sum([1, 3]),
    "sum_keep": lambda x: x.sum(1, keepdim=True),
    "sum_zero": lambda x: x.sum(0),
    "mean_dims": lambda x: x.mean([2, 3]),
    "prod_dim": lambda x: x.prod(2),
    "var": lambda x: x.var(),
    "var_dim": lambda x: x.var([2, 3], unbiased=False),
    "std_dim": lambda x: x.std(1),
    "amax": lambda x: x.amax([2, 3]),
    "amin": lambda x: x.amin([1]),
    "max_dim": lambda x: x.max(1)[0],
    "min_dim": lambda x: x.min(3)[0],
    "median": lambda x: x.median(),
    "kthvalue": lambda x: x.kthvalue(2, 3)[0],
    "topk": lambda x: x.topk(2, 3)[0],
    "sort": lambda x: x.sort(2, descending=True)[0],
    "cumsum": lambda x: x.cumsum(2),
    "cumprod": lambda x: x.cumprod(3),
    "logcumsumexp": lambda x: x.logcumsumexp(3),
    "logsumexp": lambda x: x.logsumexp(1),
    "norm": lambda x: x.norm(),
    "norm_dim": lambda x: x.norm(dim=1),
    "quantile": lambda x: x.flatten().quantile(torch.tensor([0.1, 0.7], dtype=D)),
    "diff": lambda x: x.diff(dim=3),
    "matmul": lambda x: x.matmul(x.transpose(2, 3)),
    "bmm": lambda x: x.flatten(0, 1).bmm(x.flatten(0, 1)),
    "einsum": lambda x: torch.einsum('nchw,ncwk->nhk', x, x),
    "outer": lambda x: x.flatten()[:5].outer(x.flatten()[5:9]),
    "cdist": lambda x: torch.cdist(x[0], x[1]),
    "cross": lambda x: torch.cross(x, x.cos(), dim=1),
    "addmm": lambda x: w(4, 4).addmm(x[0, 0], x[1, 1], beta=0.5, alpha=2),
    "det": lambda x: (x[0, 0] + 3 * torch.eye(4, dtype=D)).det(),
    "inv": lambda x: torch.linalg.inv(x[0, 0] + 3 * torch.eye(4, dtype=D)),
    "svdvals": lambda x: torch.linalg.svdvals(x[0, 0] + torch.arange(1, 5).to(D).diag()),
    "cholesky": lambda x: torch.linalg.cholesky(x[0, 0] @ x[0, 0].T + torch.eye(4, dtype=D)),
    "permute": lambda x: x.permute(0, 2, 3, 1),
    "flip": lambda x: x.flip(2, 3),
    "roll": lambda x: x.roll((1, 2), (2, 3)),
    "rot90": lambda x: x.rot90(1, (2, 3)),
    "repeat": lambda x: x.repeat(1, 2, 1, 1),
    "repeat_interleave": lambda x: x.repeat_interleave(2, 3),
    "tile": lambda x: x.tile((1, 1, 2, 1)),
    "unfold_dim": lambda x: x.unfold(3, 2, 1),
    "triu": lambda x: x.triu(1),
    "tril": lambda x: x.tril(),
    "diagonal": lambda x: x.diagonal(0, 2, 3),
    "chunk": lambda x: x.chunk(2, 2)[1],
    "cat": lambda x: torch.cat([x, x.cos()], 1),
    "stack": lambda x: torch.stack([x, x.cos()], 2),
    "split": lambda x: x.split([1, 3], 2)[1],
    "narrow": lambda x: x.narrow(2, 1, 2),
    "index_slice": lambda x: x[:, 1, 1:3],
    "index_step": lambda x: x[..., ::2],
    "index_tensor": lambda x: x[:, torch.tensor([2, 0])],
    "index_mask": lambda x: x[x > 0],
    "index_select": lambda x: x.index_select(1, torch.tensor([0, 2, 0])),
    "gather": lambda x: x.gather(3, x.argsort(3)),
    "scatter_add": lambda x: torch.zeros_like(x).scatter_add(3, x.argsort(3), x),
    "take": lambda x: x.take(torch.tensor([5, 7, 1])),
    "masked_select": lambda x: x.masked_select(x < 0),
    "softmax": lambda x: F.softmax(x, 1),
    "log_softmax": lambda x: F.log_softmax(x, 1),
    "softmin": lambda x: F.softmin(x, 1),
    "leaky_relu": lambda x: F.leaky_relu(x, 0.2),
    "elu": lambda x: F.elu(x, 0.7),
    "hardtanh": lambda x: F.hardtanh(x, -0.3, 0.4),
    "softshrink": lambda x: F.softshrink(x, 0.3),
    "hardshrink": lambda x: F.hardshrink(x, 0.3),
    "threshold": lambda x: F.threshold(x, 0.2, -1),
    "glu": lambda x: F.glu(x, 2),
    "prelu": lambda x: F.prelu(x, w(3)),
    "gelu_tanh": lambda x: F.gelu(x, approximate='tanh'),
    "normalize": lambda x: F.normalize(x, dim=1),
    "conv1d": lambda x: F.conv1d(x[0], w(2, 4, 2)),
    "conv2d": lambda x: F.conv2d(x, w(4, 3, 3, 3), w(4), padding=1),
    "conv2d_stride": lambda x: F.conv2d(x, w(4, 3, 2, 2), stride=2),
    "conv2d_dilated": lambda x: F.conv2d(x, w(2, 3, 3, 3), padding=6, dilation=6),
    "conv2d_groups": lambda x: F.conv2d(x, w(6, 1, 2, 2), groups=3),
    "conv2d_same": lambda x: F.conv2d(x, w(2, 3, 2, 2), padding='same'),
    "conv3d": lambda x: F.conv3d(x.unsqueeze(1), w(2, 1, 2, 2, 2)),
    "conv_transpose1d": lambda x: F.conv_transpose1d(x[0], w(4, 2, 3), stride=2),
    "conv_transpose2d": lambda x: F.conv_transpose2d(x, w(3, 2, 3, 3), stride=2, padding=1, output_padding=1),
    "linear": lambda x: F.linear(x, w(5, 4), w(5)),
    "bilinear": lambda x: F.bilinear(x, x.cos(), w(2, 4, 4)),
    "batch_norm": lambda x: F.batch_norm(x, None, None, w(3), w(3), training=True),
    "batch_norm_eval": lambda x: F.batch_norm(x, w(3), p(w(3)), w(3), w(3)),
    "group_norm": lambda x: F.group_norm(x, 3, w(3), w(3)),
    "instance_norm": lambda x: F.instance_norm(x),
    "layer_norm": lambda x: F.layer_norm(x, [4, 4], w(4, 4)),
    "local_response_norm": lambda x: F.local_response_norm(x, 2),
    "max_pool1d": lambda x: F.max_pool1d(x[0], 2),
    "max_pool2d": lambda x: F.max_pool2d(x, 3, 2, 1, ceil_mode=True),
    "max_pool3d": lambda x: F.max_pool3d(x, 2),
    "avg_pool1d": lambda x: F.avg_pool1d(x[0], 2),
    "avg_pool2d": lambda x: F.avg_pool2d(x, 3, 1, 1, count_include_pad=False),
    "adaptive_avg_pool2d": lambda x: F.adaptive_avg_pool2d(x, (3, 2)),
    "adaptive_max_pool2d": lambda x: F.adaptive_max_pool2d(x, (3, 2)),
    "max_unpool2d": lambda x: F.max_unpool2d(*F.max_pool2d(x, 2, return_indices=True), 2),
    "lp_pool2d": lambda x: F.lp_pool2d(p(x), 2, 2),
    "nearest": lambda x: F.interpolate(x, size=(6, 5)),
    "nearest_exact": lambda x: F.interpolate(x, size=(6, 5), mode='nearest-exact'),
    "bilinear_size": lambda x: F.interpolate(x, size=(7, 5), mode='bilinear', align_corners=True),
    "bilinear_scale": lambda x: F.interpolate(x, scale_factor=1.7, mode='bilinear', align_corners=False),
    "bilinear_recomputed": lambda x: F.interpolate(x, scale_factor=1.7, mode='bilinear', align_corners=False, recompute_scale_factor=True),
    "bilinear_antialias": lambda x: F.interpolate(x, size=(3, 3), mode='bilinear', align_corners=False, antialias=True),
    "bicubic": lambda x: F.interpolate(x, size=(7, 6), mode='bicubic', align_corners=False),
    "area": lambda x: F.interpolate(x, size=(3, 2), mode='area'),
    "linear_resize": lambda x: F.interpolate(x[0], size=7, mode='linear', align_corners=False),
    "trilinear": lambda x: F.interpolate(x.unsqueeze(0), size=(2, 6, 6), mode='trilinear', align_corners=True),
    "grid_sample": lambda x: F.grid_sample(x, grid(), align_corners=False),
    "grid_sample_border": lambda x: F.grid_sample(x, grid(), padding_mode='border', align_corners=True),
    "pad_constant": lambda x: F.pad(x, (1, 2, 0, 1), value=0.5),
    "pad_reflect": lambda x: F.pad(x, (1, 2, 0, 1), mode='reflect'),
    "pad_replicate": lambda x: F.pad(x, (1, 2, 0, 1), mode='replicate'),
    "pad_circular": lambda x: F.pad(x, (1, 2, 0, 1), mode='circular'),
    "unfold": lambda x: F.unfold(x, 2),
    "fold": lambda x: F.fold(F.unfold(x, 2), (4, 4), 2),
    "pixel_shuffle": lambda x: F.pixel_shuffle(x.repeat(1, 4, 1, 1), 2),
    "pixel_unshuffle": lambda x: F.pixel_unshuffle(x, 2),
    "cross_entropy": lambda x: F.cross_entropy(x, labels()),
    "cross_entropy_ignore": lambda x: F.cross_entropy(x, labels(), ignore_index=1),
    "cross_entropy_weight": lambda x: F.cross_entropy(x, labels(), p(w(3)), reduction='none'),
    "cross_entropy_smooth": lambda x: F.cross_entropy(x, labels(), reduction='sum', label_smoothing=0.1),
    "nll_loss": lambda x: F.nll_loss(F.log_softmax(x, 1), labels()),
    "nll_loss_ignore": lambda x: F.nll_loss(F.log_softmax(x, 1), labels(), ignore_index=2),
    "bce": lambda x: F.binary_cross_entropy(x.sigmoid(), p(x.detach()).clamp(0, 1)),
    "bce_logits": lambda x: F.binary_cross_entropy_with_logits(x, x.detach().abs(), pos_weight=torch.tensor(1.5, dtype=D)),
    "kl_div": lambda x: F.kl_div(F.log_softmax(x, 1), F.softmax(x.cos(), 1), reduction='sum'),
    "kl_div_log": lambda x: F.kl_div(F.log_softmax(x, 1), F.log_softmax(x.cos(), 1), log_target=True),
    "l1": lambda x: F.l1_loss(x, x.cos()),
    "mse": lambda x: F.mse_loss(x, x.cos()),
    "smooth_l1": lambda x: F.smooth_l1_loss(x, x.cos(), beta=0.5),
    "huber": lambda x: F.huber_loss(x, x.cos(), delta=0.5),
    "cosine_similarity": lambda x: F.cosine_similarity(x, x.cos(), 1),
    "pairwise_distance": lambda x: F.pairwise_distance(x[0, 0], x[1, 1]),
    "triplet": lambda x: F.triplet_margin_loss(x[0, 0], x[0, 1], x[1, 1]),
    "soft_margin": lambda x: F.soft_margin_loss(x, x.detach().sign()),
    "embedding": lambda x: F.embedding(labels()[0], x[0, 0]),
    "attention": lambda x: torch._C._nn._scaled_dot_product_attention(x, x.cos(), x.sin())[0] if hasattr(torch._C._nn, "_scaled_dot_product_attention") else F._scaled_dot_product_attention(x, x.cos(), x.sin())[0],
}


def summary(t):
    flat = t.detach().reshape(-1).to(torch.float64)
    return {
        "shape": list(t.shape),
        "first": [float(v) for v in flat[:6]],
        "weighted": float((flat * torch.arange(flat.numel(), dtype=torch.float64).mul(0.37).cos()).sum()),
    }


def run():
    expected = {}
    for name, case in CASES.items():
        x = torch.arange(96, dtype=torch.float64).mul(1.3).add(0.4).sin().reshape(2, 3, 4, 4).to(D).requires_grad_()
        out = case(x)
        factor = torch.arange(out.numel(), dtype=torch.float64).mul(0.61).sin().reshape(out.shape).to(D)
        (grad,) = torch.autograd.grad((out * factor).sum(), x)
        expected[name] = {"value": summary(out), "gradient": summary(grad)}
    return {"torch": torch.__version__, "cases": expected}


def main():
    global D
    for D, file_name, layout in ((torch.float64, "expected.json", {"indent": 0}), (torch.float32, "expected-float32.json", {"separators": (",", ":")})):
        text = json.dumps(run(), **layout)
        with open(file_name, "w") as file:
            # One case per line where there is no other layout.
            file.write(text if "indent" in layout else text.replace('},"', '},\n"').replace('"gradient"', ' "gradient"'))
            file.write("\n")


if __name__ == "__main__":
    main()
