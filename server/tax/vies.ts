import "server-only";
import { z } from "zod";
import type { VatId } from "@/domain/tax/vat-id";
import { env } from "../platform/env";
import { log } from "../platform/log";

// A shopper waits for it.
const TIMEOUT_MS = 5_000;

/** The Commission's page of the service, ec.europa.eu/taxation_customs/vies/#/technical-information: POST check-vat-number. */
const answerSchema = z.object({
  valid: z.boolean(),
  /** The consultation number, which VIES gives to those that ask with a VAT id of their own. */
  requestIdentifier: z.string().max(60).optional(),
});

export type ViesAnswer = { state: "valid" | "invalid" | "unavailable"; consultation: string | null };
const UNAVAILABLE: ViesAnswer = { state: "unavailable", consultation: null };

/**
 * Asks VIES whether a VAT id exists. Any answer that does not say so plainly is `unavailable`, and so is none in time: then VAT
 * is charged.
 * @param requester the shop's own VAT id; null: the answer has no number to show an authority
 */
export async function askVies({ prefix, number }: VatId, requester: VatId | null): Promise<ViesAnswer> {
  try {
    const answer = await fetch(`${env().VIES_URL.replace(/\/$/, "")}/check-vat-number`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({
        countryCode: prefix,
        vatNumber: number,
        ...(requester && { requesterMemberStateCode: requester.prefix, requesterNumber: requester.number }),
      }),
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const said = answerSchema.safeParse(answer.ok ? await answer.json() : null);
    if (!said.success) {
      log.warn({ status: answer.status }, "VIES gave no answer about a VAT id; VAT is charged");
      return UNAVAILABLE;
    }
    const { valid, requestIdentifier } = said.data;
    return { state: valid ? "valid" : "invalid", consultation: requestIdentifier || null };
  } catch (error) {
    log.warn({ err: error }, "VIES did not answer about a VAT id; VAT is charged");
    return UNAVAILABLE;
  }
}
