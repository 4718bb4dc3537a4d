using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Research.Notebooks.Kernel;

namespace Research.Notebooks.Tests.Kernel;

public sealed class JupyterKernelTests : IDisposable
{
    private readonly Lazy<KernelLab> lab = new(() =>
    {
        KernelLab.SkipWithoutSockets();
        return new KernelLab();
    });

    private KernelClient Client => lab.Value.Client;

    public void Dispose()
    {
        if (lab.IsValueCreated)
            lab.Value.Dispose();
    }

    [SkippableFact]
    public void KernelInfo_OnShellAndControl_NamesProtocolAndLanguage()
    {
        foreach (var info in new[] { lab.Value.Info, Client.Ask("kernel_info_request", [], Client.Control) })
        {
            Assert.Equal("ok", info["status"]!.ToString());
            Assert.Equal("5.3", info["protocol_version"]!.ToString());
            Assert.Equal("1.2.3", info["implementation_version"]!.ToString());
            Assert.Equal("C#", info["language_info"]!["name"]!.ToString());
            Assert.Equal("csharp", info["language_info"]!["pygments_lexer"]!.ToString());
        }
        Assert.True(Client.IsAlive());
    }

    [SkippableFact]
    public void Execute_PrintsAndEndsInAValue_SendsEverythingInOrder()
    {
        var (reply, outputs) = Client.Execute("Console.Write(\"a\"); Console.Write(\"b\"); Console.Error.Write(\"e\"); display(1); 6 * 7");
        Assert.Equal(["status", "execute_input", "stream", "stream", "display_data", "execute_result", "status"], outputs.Select(output => output.Type));
        Assert.Equal("ab", outputs[2].Text("text"));
        Assert.Equal("stderr", outputs[3].Text("name"));
        Assert.Equal("42", outputs[5].Content["data"]!["text/plain"]!.ToString());
        Assert.Equal(1, outputs[5].Content["execution_count"]!.GetValue<int>());
        Assert.Equal("ok", reply["status"]!.ToString());
        Assert.Equal(1, reply["execution_count"]!.GetValue<int>());
        Assert.Empty(reply["user_expressions"]!.AsObject());
    }

    [SkippableFact]
    public void Execute_DisplayUpdated_KeepsTheIdentityAndSendsJsonAsObjects()
    {
        var (_, outputs) = Client.Execute("var shown = display(\"{\\\"a\\\": 1}\", \"application/vnd.test+json\"); shown.Update(\"{\\\"a\\\": 2}\"); ClearOutput(true);");
        Assert.Equal(["display_data", "update_display_data", "clear_output"], outputs.Select(output => output.Type).Skip(2).SkipLast(1));
        Assert.Equal(outputs[2].Content["transient"]!["display_id"]!.ToString(), outputs[3].Content["transient"]!["display_id"]!.ToString());
        Assert.Equal(1, outputs[2].Content["data"]!["application/vnd.test+json"]!["a"]!.GetValue<int>());
        Assert.Equal(2, outputs[3].Content["data"]!["application/vnd.test+json"]!["a"]!.GetValue<int>());
        Assert.True(outputs[4].Flag("wait", false));
    }

    [SkippableFact]
    public void Execute_Throws_SendsTheErrorAndAbortsWhatWaits()
    {
        var first = Client.Send(Client.Shell, "execute_request", new JsonObject { ["code"] = "System.Threading.Thread.Sleep(300); throw new InvalidOperationException(\"wrong\");" });
        var second = Client.Send(Client.Shell, "execute_request", new JsonObject { ["code"] = "1" });
        var failed = Client.Require(Client.Shell);
        Assert.Equal("error", failed.Text("status"));
        Assert.Equal("InvalidOperationException", failed.Text("ename"));
        Assert.Equal("wrong", failed.Text("evalue"));
        Assert.Contains("cell[1]", failed.Content["traceback"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(Client.OutputsOf(first), output => output.Type == "error");
        Assert.Equal("aborted", Client.Require(Client.Shell).Text("status"));
        Assert.Equal(["status", "status"], Client.OutputsOf(second).Select(output => output.Type));
        Assert.Equal("ok", Client.Execute("1").Reply["status"]!.ToString());
    }

    [SkippableFact]
    public void Execute_Silent_SendsNoOutputAndTakesNoNumber()
    {
        var (reply, outputs) = Client.Execute("Console.Write(1); var kept = 5; kept", new JsonObject { ["silent"] = true });
        Assert.Equal("ok", reply["status"]!.ToString());
        Assert.Equal(["status", "status"], outputs.Select(output => output.Type));
        var (next, results) = Client.Execute("kept");
        Assert.Equal(1, next["execution_count"]!.GetValue<int>());
        Assert.Equal("5", results.Single(output => output.Type == "execute_result").Content["data"]!["text/plain"]!.ToString());
        var history = Client.Ask("history_request", new JsonObject { ["hist_access_type"] = "tail", ["n"] = 10, ["output"] = true, ["raw"] = true });
        Assert.Equal("[[1,1,[\"kept\",\"5\"]]]", history["history"]!.ToJsonString());
    }

    [SkippableFact]
    public void Execute_AsksForInput_GetsTheAnswer()
    {
        var id = Client.Send(Client.Shell, "execute_request", new JsonObject { ["code"] = "Console.ReadLine() + \"!\"", ["allow_stdin"] = true });
        var asked = Client.Require(Client.Input);
        Assert.Equal("input_request", asked.Type);
        Assert.Equal(id, asked.Parent["msg_id"]!.ToString());
        Client.Send(Client.Input, "input_reply", new JsonObject { ["value"] = "täglich" });
        Assert.Equal("täglich!", Client.OutputsOf(id).Single(output => output.Type == "execute_result").Content["data"]!["text/plain"]!.ToString());
        Client.Require(Client.Shell);
        Assert.Contains("allow_stdin", Client.Execute("Console.ReadLine()").Reply["evalue"]!.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Execute_HalfASurrogatePair_ReachesTheClientAsAReplacement()
    {
        var (reply, outputs) = Client.Execute("Console.Write(\"\\ud83d\"); double.NaN");
        Assert.Equal("ok", reply["status"]!.ToString());
        Assert.Equal("\ufffd", outputs.Single(output => output.Type == "stream").Text("text"));
        Assert.Equal("NaN", outputs.Single(output => output.Type == "execute_result").Content["data"]!["text/plain"]!.ToString());
    }

    [SkippableFact]
    public void Interrupt_EndlessLoop_StopsWithinASecond()
    {
        Client.Execute("var kept = 3;");
        var id = Client.Send(Client.Shell, "execute_request", new JsonObject { ["code"] = "Console.Write(\"in\"); while (true) { }" });
        while (Client.Require(Client.Output) is { } output && !(output.Type == "stream" && output.Parent["msg_id"]!.ToString() == id))
        {
        }
        var clock = Stopwatch.StartNew();
        Assert.Equal("ok", Client.Ask("interrupt_request", [], Client.Control)["status"]!.ToString());
        Assert.Equal("Interrupted", Client.Require(Client.Shell).Text("ename"));
        // One second is the promise; one more is for a machine that is busy with other tests.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{clock.Elapsed}");
        Assert.Equal("3", Client.Execute("kept").Outputs.Single(output => output.Type == "execute_result").Content["data"]!["text/plain"]!.ToString());
    }

    [SkippableFact]
    public void Complete_WhileACellRuns_AnswersAtOnce()
    {
        Client.Execute("var numbers = new List<int>();");
        Client.Send(Client.Shell, "execute_request", new JsonObject { ["code"] = "await Task.Delay(20000);" });
        // The smile is one code point and two UTF-16 units: 16 code points up to the cursor.
        var reply = Client.Ask("complete_request", new JsonObject { ["code"] = "/*\U0001F600*/ numbers.Ad", ["cursor_pos"] = 16 });
        Assert.Equal("[\"Add\",\"AddRange\"]", new JsonArray([.. reply["matches"]!.AsArray().Select(match => match!.ToString()).Where(match => match is "Add" or "AddRange").Select(match => (JsonNode)match)]).ToJsonString());
        Assert.Equal(14, reply["cursor_start"]!.GetValue<int>());
        Assert.Equal(16, reply["cursor_end"]!.GetValue<int>());
        Client.Ask("interrupt_request", [], Client.Control);
        Assert.Equal("Interrupted", Client.Require(Client.Shell).Text("ename"));
    }

    [SkippableFact]
    public void Messages_WithAWrongKeyOrBroken_AreIgnored()
    {
        using var stranger = new KernelClient(lab.Value.Connection, "another key");
        stranger.Send(stranger.Shell, "execute_request", new JsonObject { ["code"] = "Environment.Exit(3);" });
        stranger.Send(stranger.Control, "shutdown_request", new JsonObject { ["restart"] = false });
        Assert.Null(stranger.Receive(stranger.Shell, TimeSpan.FromMilliseconds(300)));
        Assert.False(lab.Value.Kernel.Wait(TimeSpan.Zero));

        // Any frames, signed rightly or not, valid JSON or not; the seed makes a failure repeatable.
        var random = new Random(20240704);
        var signer = new MessageSigner(lab.Value.Connection.Key);
        for (var round = 0; round < 1000; round++)
            (round % 2 == 0 ? Client.Shell : Client.Control).Send(RandomFrames(random, signer));
        while (Client.Receive(Client.Shell, TimeSpan.FromMilliseconds(500)) is not null)
        {
        }
        Assert.Equal("ok", Client.Execute("1").Reply["status"]!.ToString());
        Assert.True(Client.IsAlive());
    }

    [SkippableFact]
    public void Shutdown_Asked_IsAnsweredAndEndsTheKernel()
    {
        var reply = Client.Ask("shutdown_request", new JsonObject { ["restart"] = true }, Client.Control);
        Assert.True(reply["restart"]!.GetValue<bool>());
        Assert.True(lab.Value.Kernel.Wait(KernelClient.Patience));
    }

    [SkippableFact]
    public void Comms_Opened_AreClosedAgain()
    {
        Assert.Empty(Client.Ask("comm_info_request", [])["comms"]!.AsObject());
        Client.Send(Client.Shell, "comm_open", new JsonObject { ["comm_id"] = "c", ["target_name"] = "nobody", ["data"] = new JsonObject() });
        KernelMessage closed;
        do
            closed = Client.Require(Client.Output);
        while (closed.Type == "status");
        Assert.Equal("comm_close", closed.Type);
        Assert.Equal("c", closed.Text("comm_id"));
    }

    [SkippableFact]
    public void Kernel_WithoutKey_TakesUnsignedMessages()
    {
        KernelLab.SkipWithoutSockets();
        using var unsigned = new KernelLab(key: "");
        Assert.Equal("ok", unsigned.Client.Execute("1").Reply["status"]!.ToString());
    }

    private static List<byte[]> RandomFrames(Random random, MessageSigner signer)
    {
        string[] types = ["execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request", "kernel_info_request", "comm_open", "interrupt_request", "nonsense", ""];
        string[] values = ["1", "-1", "1e99", "null", "\"\\ud800\"", "\"x\"", "[]", "{}", "true", "\"" + new string('(', 50) + "\"", "\"#r \\\"none\""];
        string[] fields = ["code", "cursor_pos", "silent", "store_history", "n", "hist_access_type", "pattern", "session", "restart", "comm_id", "detail_level"];
        string Object(int count) => "{" + string.Join(',', Enumerable.Range(0, count).Select(_ => $"\"{fields[random.Next(fields.Length)]}\":{values[random.Next(values.Length)]}")) + "}";
        var header = $"{{\"msg_id\":{(random.Next(8) == 0 ? values[random.Next(values.Length)] : "\"m\"")},\"msg_type\":\"{types[random.Next(types.Length)]}\",\"username\":{values[random.Next(values.Length)]}}}";
        byte[][] parts = [Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(Object(random.Next(2))), Encoding.UTF8.GetBytes(Object(random.Next(2))), Encoding.UTF8.GetBytes(Object(random.Next(4)))];
        if (random.Next(3) == 0)
            random.NextBytes(parts[random.Next(4)]);
        List<byte[]> frames = ["<IDS|MSG>"u8.ToArray(), random.Next(4) == 0 ? [.. new byte[64]] : signer.Sign(parts), .. parts];
        while (random.Next(6) == 0 && frames.Count > 1)
            frames.RemoveAt(random.Next(frames.Count));
        return frames;
    }
}
