#!/usr/bin/python3
"""Training steps from disk in C# and with PIL behind torch's DataLoader, on the same files and processors, in one interleaved run.

Usage: loading.py [--rounds N] [--steps N] [--workers N] [--program PATH]

A step is what an adaptation method takes: a source picture with its labels and a target picture, decoded, resized (bicubic, labels
nearest), flipped half of the time, made BGR minus the mean, float32 [3, H, W], labels int64. Python reads as the papers' released
code does: PIL, numpy, DataLoader with worker processes. C# is `Benchmarks serve`. Both run on with four steps prepared ahead and
wait while the other is measured. The table has medians over the rounds; the ratio is the median of the rounds' own ratios.
"""

import argparse
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

MEAN = (104.00698793, 116.66876762, 122.67891434)


def dataset_class(numpy, image_module, torch):
    class Steps(torch.utils.data.Dataset):
        """Step k: source pair k and target picture k, modulo their numbers, in a shuffled order."""

        def __init__(self, source, target, size):
            self.source, self.target, self.size = source, target, size
            self.mean = numpy.array(MEAN, dtype=numpy.float32)

        def __len__(self):
            return 1 << 30

        def picture(self, path, flip):
            image = image_module.open(path).convert("RGB").resize(self.size, image_module.BICUBIC)
            if flip:
                image = image.transpose(image_module.FLIP_LEFT_RIGHT)
            values = numpy.asarray(image, dtype=numpy.float32)[:, :, ::-1] - self.mean
            return torch.from_numpy(values.transpose(2, 0, 1).copy())

        def labels(self, path, flip):
            image = image_module.open(path).resize(self.size, image_module.NEAREST)
            if flip:
                image = image.transpose(image_module.FLIP_LEFT_RIGHT)
            return torch.from_numpy(numpy.asarray(image, dtype=numpy.int64).copy())

        def __getitem__(self, step):
            picture, labels = self.source[step * 7919 % len(self.source)]
            flip = random.random() < 0.5
            target = self.target[step * 7907 % len(self.target)]
            return self.picture(picture, flip), self.labels(labels, flip), self.picture(target, random.random() < 0.5)

    return Steps


class PythonSide:
    def __init__(self, torch, steps, workers):
        loader = torch.utils.data.DataLoader(steps, batch_size=1, num_workers=workers, prefetch_factor=max(1, 4 // workers))
        self.batches = iter(loader)

    def measure(self, count):
        began = time.perf_counter()
        for _ in range(count):
            next(self.batches)
        return (time.perf_counter() - began) / count


class CSharpSide:
    """`Benchmarks serve FOLDER`, asked over pipes."""

    def __init__(self, program, folder):
        try:
            self.process = subprocess.Popen([program, "serve", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        except OSError as error:
            sys.exit(f"loading: cannot start {program} ({error.strerror}); build it first: make bench ARGS='--list flat'")
        self.answer()

    def answer(self):
        line = self.process.stdout.readline().strip()
        if not line:
            sys.exit(f"loading: the C# side ended with exit code {self.process.wait()}")
        return line

    def measure(self, name, count):
        self.process.stdin.write(f"{name} {count}\n")
        self.process.stdin.flush()
        return float(self.answer()) / 1e9

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def camvid_files(root):
    def pictures(split):
        return sorted(p for p in (root / split).iterdir() if p.suffix in (".jpg", ".png"))

    return [(p, root / "trainannot" / (p.stem + ".png")) for p in pictures("train")], pictures("val")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="rounds; default 5")
    parser.add_argument("--steps", type=int, default=24, help="steps of the large pictures per measurement, CamVid ten times as many; default 24")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)), help="worker processes of the DataLoader; default one per processor")
    root = pathlib.Path(__file__).resolve().parents[3]
    parser.add_argument("--program", default=str(root / "artifacts/bin/Benchmarks/release/Benchmarks"), help="the built Benchmarks")
    options = parser.parse_args()
    if min(options.rounds, options.steps, options.workers) < 1:
        parser.error("rounds, steps and workers must be above 0")
    try:
        import numpy
        import PIL
        import PIL.Image
        import torch
    except ImportError as error:
        print(f"loading: skipped, this Python has no {error.name}. On Debian: apt-get install python3-torch python3-pil, then run it with /usr/bin/python3.")
        return

    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory(prefix="research-loading-") as folder:
        csharp = CSharpSide(options.program, folder)
        steps = dataset_class(numpy, PIL.Image, torch)
        tree = [(f"{folder}/{i}-colour.png", f"{folder}/{i}-labels.png") for i in range(12)]
        cases = [("load-large-png", "PNG 2048x1024 to 1024x512", steps(tree, [p for p, _ in tree], (1024, 512)), options.steps)]
        camvid = pathlib.Path(os.environ.get("RESEARCH_DATA", "")) / "camvid"
        if os.environ.get("RESEARCH_DATA") and camvid.is_dir():
            cases.append(("load-camvid", "CamVid 480x360", steps(*camvid_files(camvid), (480, 360)), 10 * options.steps))
        else:
            print("CamVid is left out: RESEARCH_DATA names no folder that has it.")
        print(f"Pillow {PIL.__version__}, torch {torch.__version__}, {options.workers} worker processes; {options.rounds} rounds.")
        print("\n| pictures | Python, pictures/s | C#, pictures/s | C# / Python | range of the ratio |")
        print("|---|--:|--:|--:|--:|")
        for name, title, dataset, count in cases:
            python = PythonSide(torch, dataset, options.workers)
            python.measure(count), csharp.measure(name, count)  # files into the system's cache, code compiled
            pairs = []
            for round_number in range(options.rounds):
                if round_number % 2:
                    fast, slow = csharp.measure(name, count), python.measure(count)
                else:
                    slow, fast = python.measure(count), csharp.measure(name, count)
                pairs.append((slow, fast))
            ratios = sorted(slow / fast for slow, fast in pairs)
            slow, fast = (2 / statistics.median(side) for side in zip(*pairs))  # two pictures a step
            print(f"| {title} | {slow:.1f} | {fast:.1f} | {statistics.median(ratios):.2f} | {ratios[0]:.2f} .. {ratios[-1]:.2f} |", flush=True)
            del python
        csharp.close()


if __name__ == "__main__":
    main()
