"""Tests of the kernel through Debian's python3-jupyter-client: wire.py interrupts | fuzz | orphan | start | cells.

The kernelspec comes through JUPYTER_PATH. Prints what it measured; exit code 1 with a message where a promise is broken.
"""
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import time
from queue import Empty

from jupyter_client.manager import KernelManager

NAME = ".net-csharp"


def start():
    manager = KernelManager(kernel_name=NAME)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    return manager, client


def stop(manager, client):
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def run(client, code, timeout=30):
    """Runs a cell: its reply, and the text of its outputs."""
    identity = client.execute(code)
    texts = []
    while True:
        message = client.get_iopub_msg(timeout=timeout)
        if message["parent_header"].get("msg_id") != identity:
            continue
        content = message["content"]
        if message["msg_type"] == "stream":
            texts.append(content["text"])
        elif message["msg_type"] in ("execute_result", "display_data"):
            texts.append(content["data"].get("text/plain", ""))
        elif message["msg_type"] == "status" and content["execution_state"] == "idle":
            break
    while True:
        reply = client.get_shell_msg(timeout=timeout)
        if reply["parent_header"].get("msg_id") == identity:
            return reply["content"], "".join(texts)


def require(condition, message):
    if not condition:
        sys.exit("FAILED: " + message)


# The twelve ways in which a cell may be busy, and the seconds within which it must stop.
BUSY = [
    ("endless loop", "while (true) { }", 1),
    ("arithmetic", "double s = 0; while (true) s += Math.Sin(s);", 1),
    ("await", "await Task.Delay(100000);", 1),
    ("sleep", "System.Threading.Thread.Sleep(100000);", 1),
    ("blocking wait", "Task.Delay(100000).Wait();", 1),
    ("monitor", "var o = new object(); lock (o) System.Threading.Monitor.Wait(o);", 1),
    ("Parallel.For", "Parallel.For(0, 1000000, i => System.Threading.Thread.SpinWait(1000000));", 4),
    ("its own token", "while (true) CellToken.ThrowIfCancellationRequested();", 1),
    ("swallowed exceptions", "while (true) { try { while (true) { } } catch (Exception) { } }", 1),
    ("native code", '[System.Runtime.InteropServices.DllImport("libc")] static extern uint sleep(uint s);\nwhile (true) sleep(100);', 1),
    ("after a yield", "await Task.Yield(); while (true) { }", 1),
    ("allocation", "foreach (var i in Enumerable.Range(0, int.MaxValue)) { var list = Enumerable.Range(0, 1000).ToList(); }", 1),
]


def interrupts(slack):
    manager, client = start()
    run(client, "var kept = 3;")
    for name, code, seconds in BUSY:
        identity = client.execute('Console.WriteLine("busy");\n' + code)
        while True:
            message = client.get_iopub_msg(timeout=30)
            if message["parent_header"].get("msg_id") == identity and message["msg_type"] == "stream":
                break
        time.sleep(0.2)
        begun = time.monotonic()
        manager.interrupt_kernel()
        while True:
            reply = client.get_shell_msg(timeout=30)
            if reply["parent_header"].get("msg_id") == identity:
                break
        took = time.monotonic() - begun
        print(f"{name}: {took:.2f} s")
        require(reply["content"]["status"] == "error", f"{name}: expected an error, got {reply['content']}")
        require(took <= seconds + slack, f"{name}: stopped after {took:.2f} s, at most {seconds} s")
        reply, text = run(client, "kept")
        require(text == "3", f"{name}: the session lost its variables: {text!r} {reply}")
    stop(manager, client)


def fuzz(count):
    """Random messages, valid ones and broken ones, some of them signed wrongly; then the kernel must still answer."""
    manager, client = start()
    chance = random.Random(7)
    session = client.session
    types = ["execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request", "comm_info_request",
             "comm_open", "comm_msg", "kernel_info_request", "input_reply", "interrupt_request", "no_such_request", "", "shutdown"]
    values = [None, "", "x", "1 + 1", "\U0001F600.", -1, 10 ** 12, 3.5, True, [], {}, ["a"], {"code": "1"}, "\x00", "if (", "a" * 5000]
    keys = ["code", "cursor_pos", "silent", "store_history", "allow_stdin", "stop_on_error", "detail_level", "hist_access_type", "n", "session",
            "start", "stop", "pattern", "comm_id", "target_name", "value", "user_expressions", "restart"]
    sent = broken = 0
    for number in range(count):
        channel = chance.choice([client.shell_channel, client.control_channel, client.stdin_channel])
        kind = chance.random()
        content = {chance.choice(keys): chance.choice(values) for _ in range(chance.randrange(5))}
        message = session.msg(chance.choice(types), content)
        frames = session.serialize(message)
        if kind < 0.25:                      # wrong signature
            frames[1] = bytes(chance.randrange(256) for _ in range(chance.randrange(70)))
            broken += 1
        elif kind < 0.5:                     # a damaged frame, unsigned or cut
            index = chance.randrange(len(frames))
            frames[index] = bytes(chance.randrange(256) for _ in range(chance.randrange(40)))
            broken += 1
        elif kind < 0.6:                     # frames missing, or too many
            frames = frames[: chance.randrange(len(frames))] + [b"{"] * chance.randrange(4)
            broken += 1
        elif kind < 0.7:                     # rightly signed, but no JSON objects
            parts = [chance.choice([b"[]", b"null", b"{", b"5", b"\xff", b'{"msg_type": 5}']) for _ in range(4)]
            frames = [b"<IDS|MSG>", session.sign(parts)] + parts
            broken += 1
        if frames:
            channel.socket.send_multipart(frames)
        sent += 1
        if number % 100 == 99:
            require(manager.is_alive(), f"the kernel died after {number + 1} messages")
    # Cells among the messages may still run, or wait for input that nobody gives.
    for _ in range(20):
        manager.interrupt_kernel()
        time.sleep(0.05)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            reply, text = run(client, "40 + 2", timeout=10)
            if text == "42":
                break
        except Empty:
            pass
    else:
        sys.exit("FAILED: the kernel no longer answers")
    print(f"{sent} messages, {broken} of them broken; the kernel answers")
    stop(manager, client)


def orphan():
    """A parent that is killed takes the kernel with it."""
    script = f"""
import sys, time
from jupyter_client.manager import KernelManager
m = KernelManager(kernel_name={NAME!r}); m.start_kernel()
c = m.client(); c.start_channels(); c.wait_for_ready(timeout=60)
c.execute("while (true) {{ }}")
time.sleep(1)
print(m.provisioner.process.pid, flush=True)
time.sleep(1000)
"""
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    kernel = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    begun = time.monotonic()
    while time.monotonic() - begun < 30:
        try:
            os.kill(kernel, 0)
            with open(f"/proc/{kernel}/stat") as stat:
                if stat.read().rsplit(")", 1)[1].split()[0] == "Z":
                    break
        except (ProcessLookupError, FileNotFoundError):
            break
        time.sleep(0.05)
    took = time.monotonic() - begun
    print(f"kernel gone {took:.2f} s after its parent")
    if took > 29:
        os.kill(kernel, signal.SIGKILL)
    require(took <= 5, f"the kernel outlived its parent by {took:.1f} s, at most 5 s")


def first_output():
    """Seconds from the start of the kernel process to the first output of the first cell."""
    manager = KernelManager(kernel_name=NAME)
    begun = time.monotonic()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    identity = client.execute('Console.WriteLine("first");')
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") == identity and message["msg_type"] == "stream":
            break
    took = time.monotonic() - begun
    stop(manager, client)
    return took


def start_up(limit):
    times = [first_output() for _ in range(5)]
    print("first output after", " ".join(f"{t:.2f}" for t in times), f"s; median {statistics.median(times):.2f} s")
    require(statistics.median(times) <= limit, f"median {statistics.median(times):.2f} s, at most {limit} s")


def resident(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


def cells():
    """Two hundred cells cost at most 0.5 MB each."""
    manager, client = start()
    for number in range(20):
        run(client, f"var w{number} = Enumerable.Range(0, {number}).Sum(); w{number}")
    pid = manager.provisioner.process.pid
    before = resident(pid)
    for number in range(200):
        run(client, f"var x{number} = {number};\nvar y{number} = Enumerable.Range(0, x{number}).Select(i => i * 2).ToList();\ny{number}.Count")
    each = (resident(pid) - before) / 200
    print(f"{each:.2f} MB per cell")
    stop(manager, client)
    require(each <= 0.5, f"{each:.2f} MB per cell, at most 0.5")


if __name__ == "__main__":
    slack = float(os.environ.get("KERNEL_TEST_SLACK", "0"))
    {"interrupts": lambda: interrupts(slack), "fuzz": lambda: fuzz(1000), "orphan": orphan, "start": lambda: start_up(1.0 + slack), "cells": cells}[sys.argv[1]]()
