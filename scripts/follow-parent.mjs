// Loaded before a child's own code: when the process that started it is gone, however it went, it ends too.
if (process.channel) {
  process.channel.unref();
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
}
