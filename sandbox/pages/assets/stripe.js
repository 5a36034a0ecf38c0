// @ts-check
// The sandbox's stand-in for Stripe.js. Loaded before @stripe/stripe-js it makes that use this instead of asking
// Stripe's host. It can do one thing: embedded checkout. The rest says so when called.
(() => {
  const script = document.currentScript;
  const origin = script instanceof HTMLScriptElement ? new URL(script.src).origin : location.origin;

  class IntegrationError extends Error {
    /** @param {string} message */
    constructor(message) {
      super(message);
      this.name = "IntegrationError";
    }
  }

  /** @param {unknown} key */
  const checkKey = (key) => {
    if (typeof key !== "string" || key.trim() === "") {
      throw new IntegrationError("Missing value for Stripe(): apiKey should be a string.");
    }
    if (/^sk_/.test(key)) {
      throw new IntegrationError(
        "You should not use your secret key with Stripe.js.\n        Please pass a publishable key instead.",
      );
    }
    if (/^rk/.test(key)) {
      throw new IntegrationError(
        "You should not use a restricted key with Stripe.js.\n        Please pass a publishable key instead.",
      );
    }
    if (!/^pk_/.test(key)) {
      throw new IntegrationError("Invalid value for Stripe(): apiKey should be a publishable key.");
    }
    if (/^pk_live_/.test(key)) {
      throw new IntegrationError(
        "The sandbox takes test keys only: a live publishable key belongs to Stripe itself.",
      );
    }
  };

  /** @param {string} name */
  const notHere = (name) => () => {
    throw new IntegrationError(`The sandbox's stripe.js does not imitate ${name}().`);
  };

  let mounted = 0;

  /** @param {string} clientSecret @param {(() => void) | undefined} onComplete */
  const createEmbedded = (clientSecret, onComplete) => {
    const frame = document.createElement("iframe");
    const query = new URLSearchParams({ parent: location.origin });
    frame.src = `${origin}/c/embed/${encodeURIComponent(clientSecret)}?${query}`;
    frame.title = "Secure payment form";
    frame.name = "embedded-checkout";
    frame.allow = "payment";
    frame.style.cssText = "display:block;width:100%;height:640px;border:0";
    let isDestroyed = false;

    /** @param {MessageEvent} event */
    const listen = (event) => {
      // Only our own frame, at the sandbox's own origin: anyone may post messages to a page.
      if (event.origin !== origin || event.source !== frame.contentWindow) return;
      const message = event.data;
      if (typeof message !== "object" || message === null || message.source !== "latchkey-sandbox") return;
      if (message.type === "height" && Number.isFinite(message.height)) {
        frame.style.height = `${Math.max(200, Math.ceil(message.height))}px`;
      }
      if (message.type === "complete") {
        if (typeof message.returnUrl === "string") location.assign(message.returnUrl);
        else onComplete?.();
      }
    };

    const unmount = () => {
      if (!frame.isConnected) return;
      window.removeEventListener("message", listen);
      frame.remove();
      mounted -= 1;
    };

    return {
      /** @param {string | HTMLElement} location */
      mount(location) {
        if (isDestroyed)
          throw new IntegrationError("This Embedded Checkout has been destroyed and cannot be mounted.");
        const target = typeof location === "string" ? document.querySelector(location) : location;
        if (!(target instanceof HTMLElement)) {
          throw new IntegrationError(
            `The selector you specified (${String(location)}) applies to no DOM elements that are currently on the page.`,
          );
        }
        if (frame.isConnected) return;
        if (mounted > 0) throw new IntegrationError("You cannot have multiple Embedded Checkout objects.");
        mounted += 1;
        window.addEventListener("message", listen);
        target.replaceChildren(frame);
      },
      unmount,
      destroy() {
        unmount();
        isDestroyed = true;
      },
    };
  };

  /**
   * @typedef {object} EmbeddedOptions
   * @property {string} [clientSecret]
   * @property {() => Promise<string>} [fetchClientSecret]
   * @property {() => void} [onComplete]
   */

  /** @param {EmbeddedOptions} options */
  const createEmbeddedCheckoutPage = async (options) => {
    const { clientSecret, fetchClientSecret, onComplete } = options ?? {};
    const secret = clientSecret ?? (await fetchClientSecret?.());
    if (typeof secret !== "string" || !/^cs_test_.+_secret_/.test(secret)) {
      throw new IntegrationError(
        "Invalid value for createEmbeddedCheckoutPage(): the client secret should be a string of the form cs_test_{id}_secret_{secret}.",
      );
    }
    return createEmbedded(secret, onComplete);
  };

  /** @param {unknown} key */
  const createStripe = (key) => {
    checkKey(key);
    return {
      elements: notHere("elements"),
      createToken: notHere("createToken"),
      createPaymentMethod: notHere("createPaymentMethod"),
      confirmCardPayment: notHere("confirmCardPayment"),
      confirmPayment: notHere("confirmPayment"),
      retrievePaymentIntent: notHere("retrievePaymentIntent"),
      initCheckoutElementsSdk: notHere("initCheckoutElementsSdk"),
      createEmbeddedCheckoutPage,
      registerAppInfo() {},
      _registerWrapper() {},
    };
  };
  // The release that @stripe/stripe-js 10 expects; with another one it warns.
  createStripe.version = "endive";

  Object.assign(window, { Stripe: createStripe });
})();
