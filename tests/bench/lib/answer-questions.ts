/** The other side of `openHelper`: one question at a time; ends with the process that asks. */
export function answerQuestions(answer: (question: never) => unknown): void {
  process.on("disconnect", () => process.exit());
  process.on("message", async (question) => {
    try {
      process.send?.({ answer: await answer(question as never) });
    } catch (error) {
      process.send?.({ fault: (error as Error).stack ?? String(error) });
    }
  });
}
