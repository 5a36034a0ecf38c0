// Loaded before a child's own code: when the process that started it is gone, however it went, it ends too.
const GRACE_MS = 1_500;

if (process.channel) {
  process.channel.unref();
  process.on("disconnect", () => {
    setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS);
    process.kill(process.pid, "SIGTERM");
  });
}
