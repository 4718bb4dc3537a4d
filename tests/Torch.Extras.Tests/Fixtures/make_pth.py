"""Writes the .pth files that PthFileTests reads: python3 make_pth.py FOLDER (needs torch; 1.13.1 wrote those beside this script)."""
import collections
import os
import pickle
import struct
import sys

import torch

folder = sys.argv[1]


def at(name):
    return os.path.join(folder, name)


def sample():
    base = torch.arange(24, dtype=torch.float32)
    state = collections.OrderedDict()
    state["weight"] = base.reshape(4, 6)
    state["transposed"] = base.reshape(4, 6).t()              # same storage, strides (1, 6)
    state["slice"] = base[8:20:3]                             # same storage, offset 8, stride 3
    state["steps"] = torch.tensor(41)
    state["half"] = torch.tensor([1.5, -2.25], dtype=torch.float16)
    state["bfloat"] = torch.tensor([3.0, -0.5], dtype=torch.bfloat16)
    state["mask"] = torch.tensor([True, False, True])
    state["bytes"] = torch.tensor([0, 255], dtype=torch.uint8)
    state["double"] = torch.tensor([[0.1]], dtype=torch.float64)
    state["nothing"] = torch.zeros(0, 5)
    state["parameter"] = torch.nn.Parameter(torch.tensor([7.0, 8.0]))
    net = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 1), torch.nn.BatchNorm2d(2))
    with torch.no_grad():
        for p in net.parameters():
            p.fill_(0.25)
    return {
        "state_dict": state, "net": net.state_dict(), "epoch": 12, "best": 0.625, "name": "größe", "done": False, "nothing": None,
        "size": torch.Size([2, 3]), "dtype": torch.float32, "list": [1, (2, "three"), {4: 5}], "big": 2 ** 70, "negative": -300,
    }


torch.save(sample(), at("zip.pth"))
torch.save(sample(), at("legacy.pth"), _use_new_zipfile_serialization=False)
torch.save(sample(), at("zip-protocol4.pth"), pickle_protocol=4)


class Calls:
    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


torch.save({"weight": torch.ones(2), "extra": Calls(os.system, "touch executed-by-a-pickle")}, at("evil-zip.pth"))
torch.save({"weight": torch.ones(2), "extra": Calls(os.system, "touch executed-by-a-pickle")}, at("evil-legacy.pth"), _use_new_zipfile_serialization=False)
torch.save({"extra": Calls(eval, "1+1")}, at("evil-eval.pth"))
torch.save(torch.nn.Linear(1, 1), at("module.pth"))
torch.jit.save(torch.jit.script(torch.nn.Linear(1, 1)), at("script.pth"))
with open(at("plain.pkl"), "wb") as file:
    pickle.dump({"a": 1}, file)
