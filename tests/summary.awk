# Adds up the closing lines of `dotnet test`, "Passed!  - Failed: 0, Passed: 12, Skipped: 1, Total: 13, ...", and repeats what failed with its message.
/(Passed|Failed|Skipped)! +- Failed: / {
  gsub(/,/, "")
  for (i = 1; i < NF; i++) {
    if ($i == "Failed:") failed += $(i + 1)
    if ($i == "Passed:") passed += $(i + 1)
    if ($i == "Skipped:") skipped += $(i + 1)
  }
}
/^  Failed / { left = 12; failures = failures "\nFAILED " $0 "\n"; next }
/Stack Trace:/ { left = 0 }
left > 0 { failures = failures $0 "\n"; left-- }
END { printf "%s%d passed, %d failed, %d skipped\n", failures, passed, failed, skipped }
