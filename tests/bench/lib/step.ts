/** Says what is being done. @returns says how long it took */
export function startStep(name: string): () => void {
  const started = Date.now();
  console.log(`${name} …`);
  return () => console.log(`  ${((Date.now() - started) / 1_000).toFixed(1)} s`);
}
