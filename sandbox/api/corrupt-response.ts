import type { ApiAnswer, ApiParts, ApiRequest } from "./call.ts";

const UNHEARD_OF = "unheard_of_by_the_sandbox";

const PAGE = (status: number): string => `<!DOCTYPE html>
<html>
<head><title>${status}</title></head>
<body><center><h1>${status}</h1></center><hr><center>a gateway between you and the API</center></body>
</html>
`;

/** What a gateway says when it cannot reach the API. */
export const htmlAnswer = (status = 502): ApiAnswer => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: PAGE(status),
});

/** The answer as the faults of its body leave it. What is kept for the idempotency key stays whole. */
export function corruptResponse({ faults }: ApiParts, request: ApiRequest, answer: ApiAnswer): ApiAnswer {
  let { body } = answer;
  const unknown = faults.take("unknown_value", request);
  if (unknown) body = replaceField(body, unknown.field ?? "status");
  if (faults.take("extra_fields", request)) body = addFields(body);
  if (faults.take("truncated_json", request)) body = body.slice(0, Math.floor(body.length / 2));
  return body === answer.body ? answer : { ...answer, body };
}

const rewrite = (body: string, change: (key: string, value: unknown) => unknown): string =>
  JSON.stringify(JSON.parse(body, change), null, 2);

const replaceField = (body: string, field: string): string =>
  rewrite(body, (key, value) => (key === field && typeof value === "string" ? UNHEARD_OF : value));

const addFields = (body: string): string =>
  rewrite(body, (_key, value) =>
    typeof value === "object" && value !== null && "object" in value
      ? { ...value, [UNHEARD_OF]: { nested: [1, null, "text"] }, [`${UNHEARD_OF}_flag`]: true }
      : value,
  );
