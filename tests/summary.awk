# Adds up the closing lines of `dotnet test`: "Passed!  - Failed: 0, Passed: 12, Skipped: 1, Total: 13, ..."
/(Passed|Failed|Skipped)! +- Failed: / {
  gsub(/,/, "")
  for (i = 1; i < NF; i++) {
    if ($i == "Failed:") failed += $(i + 1)
    if ($i == "Passed:") passed += $(i + 1)
    if ($i == "Skipped:") skipped += $(i + 1)
  }
}
END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }
