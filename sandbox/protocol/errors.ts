/** An answer of Stripe's that is an error. `extra` carries what card errors show besides. */
export class StripeError extends Error {
  override name = "StripeError";
  readonly status: number;
  readonly type: string;
  readonly code: string | undefined;
  readonly param: string | undefined;
  readonly extra: Record<string, unknown>;
  /**
   * Whether the request was carried out and this is its result. Such an answer keeps its changes and is replayed for
   * the same idempotency key; a request that never ran is tried afresh.
   */
  readonly isResult: boolean;

  constructor(
    status: number,
    message: string,
    options: {
      type?: string;
      code?: string | undefined;
      param?: string | undefined;
      extra?: Record<string, unknown>;
      isResult?: boolean;
    } = {},
  ) {
    super(message);
    this.status = status;
    this.type = options.type ?? "invalid_request_error";
    this.code = options.code;
    this.param = options.param;
    this.extra = options.extra ?? {};
    this.isResult = options.isResult ?? false;
  }

  toBody(requestLogUrl: string): { error: Record<string, unknown> } {
    return {
      error: {
        ...(this.code === undefined ? {} : { code: this.code, doc_url: docUrl(this.code) }),
        ...this.extra,
        message: this.message,
        ...(this.param === undefined ? {} : { param: this.param }),
        request_log_url: requestLogUrl,
        type: this.type,
      },
    };
  }
}

const docUrl = (code: string): string => `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`;

/** The request is wrong by itself: 400, and nothing ran. */
export function invalidRequest(message: string, param?: string, code?: string): StripeError {
  return new StripeError(400, message, { param, code });
}

/** The request is fine and the object's state forbids it: 400, and that is the result. */
export function refused(
  message: string,
  code?: string,
  param?: string,
  extra?: Record<string, unknown>,
): StripeError {
  return new StripeError(400, message, { code, param, isResult: true, ...(extra ? { extra } : {}) });
}

/** 404 in Stripe's words; `what` is its name for the object, e.g. "checkout.session". */
export function noSuch(what: string, id: string, param = "id"): StripeError {
  // Few ids tell their mode; from those that do, Stripe's hint is learnt.
  const hint = id.includes("_live_")
    ? "; a similar object exists in live mode, but a test mode key was used to make this request."
    : "";
  return new StripeError(404, `No such ${what}: '${id}'${hint}`, { code: "resource_missing", param });
}
