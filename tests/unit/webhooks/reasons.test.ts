import { describe, expect, it } from "vitest";
import {
  EVENT_REASONS,
  messageDetail,
  type EventReason as Reason,
  readReasonDetail,
} from "../../../domain/webhooks/reasons.ts";
import { eventReason } from "../../../messages/event-reason.ts";
import { translator } from "../../../messages/messages.ts";
import { EventReason } from "../../../prisma/generated/enums.ts";

const describeReason = (code: Reason | null, detail: unknown) =>
  eventReason(translator("en-IE"), code, readReasonDetail(detail));

describe("the reason of an event", () => {
  it("has the same codes in the code and in the database", () => {
    expect(EVENT_REASONS).toEqual(Object.values(EventReason));
  });

  it.each(EVENT_REASONS)("%s has a sentence, with the error and the admin where they are known", (code) => {
    const sentence = describeReason(code, null);
    expect(sentence).toMatch(/^(it|the shop|this version|handling) .+[^.]$/);
    expect(describeReason(code, messageDetail("no answer"))).toBe(`${sentence}: no answer`);
    expect(describeReason(code, { message: "no answer", dismissedBy: "Ada" })).toBe(
      `dismissed by Ada; ${sentence}: no answer`,
    );
  });

  it("keeps 500 characters of an error", () => {
    expect(messageDetail("x".repeat(501))).toEqual({ message: "x".repeat(500) });
  });

  it("is nothing without a code, and shows its sentence whatever another version wrote as details", () => {
    expect(describeReason(null, { message: "no answer" })).toBeNull();
    expect(describeReason("failed", { message: 1 })).toBe("handling it failed");
  });
});
