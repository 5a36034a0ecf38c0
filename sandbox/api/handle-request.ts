import { newId } from "../objects/ids.ts";
import { StripeError } from "../protocol/errors.ts";
import { type FormObject, parseForm } from "../protocol/form.ts";
import type { ApiKey } from "../store/rows.ts";
import { openStore } from "../store/store.ts";
import { readVersion } from "../versions/api-versions.ts";
import { downgradeAnswer, sayDifference, upgradeRequest } from "../versions/map-versions.ts";
import { beginWork } from "../work/work.ts";
import { baseHeaders, errorAnswer, faultAnswer } from "./answers.ts";
import { checkKey, checkPermission, findKey } from "./authenticate.ts";
import type { ApiAnswer, ApiParts, ApiRequest, Call, Outcome } from "./call.ts";
import { corruptResponse, htmlAnswer } from "./corrupt-response.ts";
import { expand, readExpansion, withoutExpand } from "./expand.ts";
import { findAnswer, inProgress } from "./idempotency.ts";
import type { RequestLog } from "./request-log.ts";
import type { Match } from "./router.ts";

/** Calls under way, by idempotency key: a second one with the same key must not run at the same time. */
const inFlight = new WeakMap<ApiParts, Set<string>>();

/** One API call from its bytes to its answer: who, may they, what, run once, expand. */
export async function handleRequest(parts: ApiParts, request: ApiRequest): Promise<Outcome> {
  const call: Call = {
    request,
    requestId: newId("request"),
    match: null,
    key: null,
    idempotencyKey: request.method === "POST" ? request.header("idempotency-key") || null : null,
    isReplay: false,
    version: null,
  };
  if (parts.faults.take("down", request)) return { cut: true };
  const answer = await guardKey(parts, call, () => perform(parts, call));
  log(parts, call, answer);
  if (parts.faults.take("event_before_answer", request)) await parts.deliverNow();
  const late = parts.faults.take("late_answer", request);
  if (late) await new Promise((resolve) => setTimeout(resolve, late.ms));
  const hang = parts.faults.take("hang", request);
  if (hang) return { hangMs: hang.ms };
  return parts.faults.take("cut", request) ? { cut: true } : corruptResponse(parts, request, answer);
}

async function guardKey(parts: ApiParts, call: Call, run: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  const busy = inFlight.get(parts) ?? new Set<string>();
  inFlight.set(parts, busy);
  const key = call.idempotencyKey;
  if (key === null) return run();
  if (busy.has(key)) return errorAnswer(parts, call, inProgress(key));
  busy.add(key);
  try {
    return await run();
  } finally {
    busy.delete(key);
  }
}

async function perform(parts: ApiParts, call: Call): Promise<ApiAnswer> {
  const { request } = call;
  try {
    // Known before anything is refused, so that the log can tell whose request it was, and what for.
    call.key = findKey(parts, request);
    const match = parts.route(request.method, request.path);
    call.match = match;
    checkKey(call.key, parts.now());
    if (!match) throw unknownUrl(request);
    call.version = readVersion(request.header("stripe-version"));
    noteVersion(parts, call.version);
    // The call's own permission comes first: a key without it learns nothing about parameters.
    checkPermission(call.key, match.endpoint.route, []);
    const form = upgradeRequest(request, parseForm(formOf(request)), call.version);
    const expansion = readExpansion(form.expand, match.endpoint.answer);
    checkPermission(call.key, match.endpoint.route, expansion.permissions);
    const slow = parts.faults.take("slow", request);
    if (slow) await new Promise((resolve) => setTimeout(resolve, slow.ms));
    const status = parts.faults.take("status", request);
    const page = status ? null : parts.faults.take("html_error", request);
    const instead = status ? faultAnswer(parts, call, status) : page ? htmlAnswer(page.status) : null;
    if (instead && !(status ?? page)?.execute) return instead;
    // An error that Stripe's own servers made is the result of the request; a gateway's page is nobody's result.
    const kept = status && status.status >= 500 ? instead : null;
    const answer = runOnce(partsOf(call.key, parts), call, match, form, expansion.paths, kept);
    return instead && !call.isReplay ? instead : answer;
  } catch (error) {
    return errorAnswer(parts, call, error);
  }
}

/** What is here belongs to the sandbox's own account; in any other there is nothing, and nothing is kept. */
function partsOf({ account }: ApiKey, parts: ApiParts): ApiParts {
  return account === undefined ? parts : { ...parts, account, store: openStore(null) };
}

/** Parameters of a GET stand in the address, of a POST in the body, or in both. */
const formOf = ({ method, query, body }: ApiRequest): string =>
  method === "POST" ? [query, body].filter(Boolean).join("&") : query;

/** Runs the endpoint and keeps its answer, or the one given instead, for the idempotency key: one transaction. */
function runOnce(
  parts: ApiParts,
  call: Call,
  match: Match,
  form: FormObject,
  paths: string[][],
  instead: ApiAnswer | null,
): ApiAnswer {
  const { store } = parts;
  const { request, idempotencyKey, requestId } = call;
  const stored =
    idempotencyKey === null ? null : findAnswer(store, idempotencyKey, request.path, form, parts.now());
  if (stored) {
    call.isReplay = true;
    const headers = { "idempotent-replayed": "true", "original-request": stored.requestId };
    return { status: stored.status, headers: { ...baseHeaders(call), ...headers }, body: stored.body };
  }
  return store.transaction(() => {
    const work = beginWork(parts, { requestId, idempotencyKey });
    const { endpoint, id } = match;
    let answer: ApiAnswer;
    let isResult = true;
    try {
      const params = endpoint.params.read(withoutExpand(form), "");
      const keepsChanges = (error: unknown) => error instanceof StripeError && error.isResult;
      const result = store.attempt(() => endpoint.run(work, params, id), keepsChanges);
      const shown = expand(store, result, endpoint.answer.kind, paths);
      const body = JSON.stringify(downgradeAnswer(store, shown, call.version), null, 2);
      answer = { status: 200, headers: baseHeaders(call), body };
    } catch (error) {
      answer = errorAnswer(parts, call, error);
      isResult = error instanceof StripeError && error.isResult;
    }
    if (idempotencyKey !== null && (isResult || instead)) {
      const { status, body } = instead ?? answer;
      store.idempotentAnswers.remove(idempotencyKey);
      store.idempotentAnswers.put({
        id: idempotencyKey,
        created: work.now,
        path: request.path,
        params: form,
        status,
        body,
        requestId,
      });
    }
    return answer;
  });
}

/** The older versions that were named so far: each is told of once. */
const notedVersions = new WeakMap<RequestLog, Set<string>>();

function noteVersion({ log }: ApiParts, version: string | null): void {
  const difference = version === null ? null : sayDifference(version);
  const noted = notedVersions.get(log) ?? new Set();
  if (version === null || difference === null || noted.has(version)) return;
  notedVersions.set(log, noted.add(version));
  console.log(difference);
}

function unknownUrl({ method, path }: ApiRequest): StripeError {
  return new StripeError(
    404,
    `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/. (The sandbox imitates a part of Stripe; its README lists it.)`,
  );
}

function log(parts: ApiParts, call: Call, answer: ApiAnswer): void {
  const { request, match, requestId } = call;
  parts.log.add({
    id: requestId,
    at: parts.now(),
    method: request.method,
    route: match ? match.endpoint.route.slice(request.method.length + 1) : request.path,
    path: request.path,
    key: call.key,
    status: answer.status,
    error: answer.status < 400 ? null : errorOf(answer),
    idempotency_key: call.idempotencyKey,
    api_version: call.version,
    replayed: call.isReplay,
  });
}

function errorOf({ headers, body }: ApiAnswer): string | null {
  if (headers["content-type"] !== "application/json") return body.slice(0, 100);
  return (JSON.parse(body) as { error: { message: string } }).error.message ?? null;
}
