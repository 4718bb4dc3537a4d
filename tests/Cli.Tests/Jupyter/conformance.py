"""Debian's python3-jupyter-kernel-test against this kernel, with every sample list filled. The kernelspec comes through JUPYTER_PATH."""
import unittest

import jupyter_kernel_test


class CSharpKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = ".net-csharp"
    language_name = "C#"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("oops");'
    completion_samples = [
        {"text": "Math.Sqr", "matches": {"Sqrt"}},
        {"text": "Enumerable.Rang", "matches": {"Range"}},
    ]
    complete_code_samples = ["1 + 1", "var x = 2;", "if (true) { }", 'Console.WriteLine("x");']
    incomplete_code_samples = ["if (true) {", "var x = new int[] {", "Math.Max(1,"]
    invalid_code_samples = ["var 1x = ;", "x = = 3;"]
    code_page_something = "Math.Sqrt?"
    code_generate_error = 'throw new InvalidOperationException("on purpose");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": 'string.Join("-", new[] { 1, 2, 3 })', "result": "1-2-3"},
        {"code": 'HTML("<b>bold</b>")', "mime": "text/html", "result": "<b>bold</b>"},
    ]
    code_display_data = [
        {"code": 'display(HTML("<b>x</b>"));', "mime": "text/html"},
        {"code": 'display(Markdown("*x*"));', "mime": "text/markdown"},
    ]
    code_history_pattern = "6 [*] 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.Sqrt"
    code_clear_output = "ClearOutput();"


if __name__ == "__main__":
    unittest.main()
