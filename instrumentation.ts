/** Runs once when the web process starts: a wrong configuration stops it here, with its fix. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("./server/worker/start-server");
  await startServer();
}
