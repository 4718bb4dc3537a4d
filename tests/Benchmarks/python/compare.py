#!/usr/bin/python3
"""Tensor operations and a DeepLabv2 training step in C# and in Python on the same libtorch, in one interleaved run.

Usage: compare.py [--rounds N] [--steps N] [--slice SECONDS] [--threads N] [--program PATH]

Needs Debian's python3-torch, which uses the libtorch that lib/Torch uses; says so and ends with exit code 0 where it is absent.
Both processes wait for each other, so that only one computes at any time; each round measures every operation on both sides,
in alternating order; the first round only warms up. The tables have medians over the rounds; the ratio is the median of the
rounds' own ratios. Steps are taken in every so-manieth round, one by each side and precision, from the same weights; those of
Python with PyTorch's defaults, those of C# with the library's (bfloat16: channels_last). On a machine with other load use --threads 1: threads that wait for each other magnify it.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time

import deeplab

# Idle threads of OpenMP and OpenBLAS go on spinning for some milliseconds after a computation; the other side must not feel that.
PAUSE = 0.1


def bottleneck(torch):
    """The block of Support/BottleneckBlock.cs."""
    nn = torch.nn
    reduce = nn.Conv2d(256, 64, 1, bias=False)
    spatial = nn.Conv2d(64, 64, 3, padding=1, bias=False)
    expand = nn.Conv2d(64, 256, 1, bias=False)
    norm1, norm2, norm3 = nn.BatchNorm2d(64), nn.BatchNorm2d(64), nn.BatchNorm2d(256)
    picture = torch.randn(2, 256, 32, 64, requires_grad=True)
    leaves = [picture] + [p for m in (reduce, spatial, expand, norm1, norm2, norm3) for p in m.parameters()]

    def run():
        inner = norm1(reduce(picture)).relu_()
        inner = norm2(spatial(inner)).relu_()
        norm3(expand(inner)).add_(picture).relu_().sum().backward()
        for leaf in leaves:
            leaf.grad = None

    return run


def python_side(torch):
    """What each operation's name runs, given a count."""
    left, right, leaf = torch.ones(1), torch.ones(1), torch.ones(1, requires_grad=True)
    block = bottleneck(torch)

    def add(a, b, count):
        for _ in range(count):
            a.add(b)

    def blocks(count):
        for _ in range(count):
            block()

    operations = {
        "add": lambda count: add(left, right, count),
        "add-grad": lambda count: add(leaf, right, count),
        "bottleneck": blocks,
    }

    def measure(name, count):
        began = time.perf_counter_ns()
        operations[name](count)
        return (time.perf_counter_ns() - began) / count

    return list(operations), measure


class CSharpSide:
    """`Benchmarks serve`, asked over pipes."""

    def __init__(self, program, threads):
        environment = dict(os.environ, OMP_NUM_THREADS=str(threads))
        try:
            self.process = subprocess.Popen([program, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        except OSError as error:
            sys.exit(f"compare: cannot start {program} ({error.strerror}); build it first: make bench ARGS='--list flat'")
        self.greeting = " ".join(self.answer())

    def answer(self):
        """The words of a line."""
        line = self.process.stdout.readline().strip()
        if not line:
            sys.exit(f"compare: the C# side ended with exit code {self.process.wait()}")
        return line.split()

    def ask(self, name, count):
        self.process.stdin.write(f"{name} {count}\n")
        self.process.stdin.flush()
        return [float(word) for word in self.answer()]

    def measure(self, name, count):
        return self.ask(name, count)[0]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Steps:
    """A training step in two precisions on both sides: nanoseconds and losses of each, round by round."""

    PRECISIONS = ("fp32", "bf16")

    def __init__(self, torch, csharp):
        self.csharp = csharp
        self.python = {name: deeplab.training_step(torch, bfloat16=name == "bf16") for name in self.PRECISIONS}
        self.rounds = []

    def in_python(self, precision):
        began = time.perf_counter_ns()
        loss = self.python[precision]()
        return time.perf_counter_ns() - began, loss

    def in_csharp(self, precision):
        return tuple(self.csharp.ask(f"deeplab-{precision}", 1))

    def round(self):
        kinds = [(side, precision) for precision in self.PRECISIONS for side in (self.in_python, self.in_csharp)]
        if len(self.rounds) % 2:
            kinds.reverse()
        taken = {}
        for side, precision in kinds:
            time.sleep(PAUSE)
            taken[side.__name__, precision] = side(precision)
        self.rounds.append(taken)

    def print(self):
        size = f"1x3x{deeplab.HEIGHT}x{deeplab.WIDTH}"
        print(f"\n| DeepLabv2 ResNet-101 step, {size} | Python, ms | C#, ms | C# / Python's fp32 | range of the ratio | loss in Python | loss in C# |")
        print("|---|--:|--:|--:|--:|--:|--:|")
        measured = self.rounds[1:]  # the first one warms up
        for precision in self.PRECISIONS:
            ns = {side: [r[side, precision][0] for r in measured] for side in ("in_python", "in_csharp")}
            ratios = sorted(r["in_csharp", precision][0] / r["in_python", "fp32"][0] for r in measured)
            python_ms, csharp_ms = (statistics.median(values) / 1e6 for values in ns.values())
            losses = ("{:.6f} .. {:.6f}".format(*(self.rounds[i][side, precision][1] for i in (0, -1))) for side in ns)
            print(f"| {precision} | {python_ms:,.0f} | {csharp_ms:,.0f} | {statistics.median(ratios):.2f} | {ratios[0]:.2f} .. {ratios[-1]:.2f} "
                  f"| {' | '.join(losses)} |")


def calibrate(measure, name, seconds):
    """How many calls fill a slice; the calls made on the way warm both caches and compilers up."""
    count = 1
    while True:
        taken = measure(name, count) * count / 1e9
        if taken >= seconds / 2:
            return max(1, round(count * seconds / taken))
        count *= 4


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15, help="rounds; default 15")
    parser.add_argument("--steps", type=int, default=7, help="rounds with a training step, at most one per round; default 7, 0 for none")
    parser.add_argument("--slice", type=float, default=0.2, help="seconds per measurement; default 0.2")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="threads of both sides; default one per processor")
    root = pathlib.Path(__file__).resolve().parents[3]
    parser.add_argument("--program", default=str(root / "artifacts/bin/Benchmarks/release/Benchmarks"), help="the built Benchmarks")
    options = parser.parse_args()
    if options.rounds < 1 or options.threads < 1 or not options.slice > 0:
        parser.error("rounds, threads and slice must be above 0")
    if not 0 <= options.steps <= options.rounds:
        parser.error("steps must be from 0 to the number of rounds")
    try:
        import torch
    except ImportError:
        print("compare: skipped, this Python has no torch. On Debian: apt-get install python3-torch, then run it with /usr/bin/python3.")
        return

    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    names, in_python = python_side(torch)
    csharp = CSharpSide(options.program, options.threads)
    print(f"Python: torch {torch.__version__}, threads {torch.get_num_threads()}. C#: {csharp.greeting}. {options.rounds} rounds.")
    counts = {name: calibrate(in_python, name, options.slice) for name in names}
    for name in names:
        calibrate(csharp.measure, name, options.slice)

    steps = Steps(torch, csharp) if options.steps else None
    if steps:
        steps.round()
    results = {name: [] for name in names}
    for round_number in range(-1, options.rounds):
        for name in names:
            sides = [in_python, csharp.measure]
            if round_number % 2:
                sides.reverse()
            pair = []
            for side in sides:
                time.sleep(PAUSE)
                pair.append(side(name, counts[name]))
            if round_number % 2:
                pair.reverse()
            if round_number >= 0:
                results[name].append(pair)
        # Spread evenly over the rounds.
        if steps and round_number >= 0 and (round_number + 1) * options.steps // options.rounds > round_number * options.steps // options.rounds:
            steps.round()
    csharp.close()

    print("\n| operation | Python, ns | C#, ns | C# / Python | range of the ratio |")
    print("|---|--:|--:|--:|--:|")
    for name, pairs in results.items():
        ratios = sorted(c / p for p, c in pairs)
        python_ns, csharp_ns = (statistics.median(side) for side in zip(*pairs))
        print(f"| {name} | {python_ns:,.0f} | {csharp_ns:,.0f} | {statistics.median(ratios):.2f} | {ratios[0]:.2f} .. {ratios[-1]:.2f} |")
    if steps:
        steps.print()


if __name__ == "__main__":
    main()
