// Loaded before a child's own code: when the process that started it is gone, however it went, it ends too.
const GRACE_MS = 1_500;

// A child of the child loads this as well (Next.js passes its flags on), and has another parent to follow.
if (process.channel && process.env.LATCHKEY_PARENT === String(process.ppid)) {
  process.channel.unref();
  process.on("disconnect", () => {
    setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS);
    process.kill(process.pid, "SIGTERM");
  });
}
