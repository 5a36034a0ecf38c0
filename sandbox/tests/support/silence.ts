import { afterEach, beforeEach, expect, vi } from "vitest";

// A test is silent when it is green: what a test expects to be printed, it spies on itself.
beforeEach(() => {
  vi.spyOn(console, "error");
  vi.spyOn(console, "warn");
});

afterEach(() => {
  expect(console.error, "console.error was called").not.toHaveBeenCalled();
  expect(console.warn, "console.warn was called").not.toHaveBeenCalled();
  vi.restoreAllMocks();
});
