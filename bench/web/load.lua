-- Addresses from a file, one a line, each thread beginning elsewhere; for wrk. ADDRESSES names the file.
local paths = {}
for line in io.lines(os.getenv("ADDRESSES")) do
  paths[#paths + 1] = line
end
local threads = 0
local at = 0

function setup(thread)
  thread:set("start", threads * 7919)
  threads = threads + 1
end

function init()
  at = start
end

function request()
  at = at + 1
  return wrk.format("GET", paths[at % #paths + 1])
end

local function report(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    "requests %d, %.0f a second, p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms, errors %d\n",
    summary.requests, summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3,
    latency:percentile(95) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end

function done(summary, latency)
  report(summary, latency)
end
