// @ts-check
// Makes the checkout page pleasant. Everything works without it, except inside the shop's page.
(() => {
  const found = document.querySelector("form.pay");
  const dialog = document.querySelector("dialog.bank");
  const parentOrigin = new URLSearchParams(location.search).get("parent");

  /** @param {Record<string, unknown>} message */
  const tellParent = (message) => {
    if (parentOrigin && window.parent !== window)
      window.parent.postMessage({ source: "latchkey-sandbox", ...message }, parentOrigin);
  };
  if (parentOrigin) {
    const tellHeight = () => tellParent({ type: "height", height: document.body.scrollHeight });
    new ResizeObserver(tellHeight).observe(document.body);
    tellHeight();
  }
  for (const image of document.querySelectorAll("img")) {
    image.addEventListener("error", () => image.remove());
  }
  if (!(found instanceof HTMLFormElement) || !(dialog instanceof HTMLDialogElement)) return;
  const form = found;
  const alert = /** @type {HTMLElement} */ (form.querySelector(".alert"));
  const payButton = /** @type {HTMLElement} */ (form.querySelector(".pay-button"));
  const total = /** @type {HTMLInputElement} */ (form.elements.namedItem("expected_amount"));

  /** @param {string} name */
  const input = (name) => {
    const element = form.elements.namedItem(name);
    return element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element : null;
  };

  // Shipping: the totals follow the choice.
  /** @param {HTMLInputElement} radio */
  const showShipping = (radio) => {
    const { totalText = "", totalMinor = "0", price = "", name = "" } = radio.dataset;
    for (const element of document.querySelectorAll("[data-total]")) element.textContent = totalText;
    for (const element of document.querySelectorAll("[data-shipping]")) element.textContent = price;
    for (const element of document.querySelectorAll("[data-shipping-name]")) element.textContent = name;
    total.value = totalMinor;
  };
  for (const radio of form.querySelectorAll("input[name=shipping_rate]")) {
    if (!(radio instanceof HTMLInputElement)) continue;
    radio.addEventListener("change", () => showShipping(radio));
    // A browser that came back here with "Back" keeps the choice and not our totals.
    if (radio.checked) showShipping(radio);
  }

  // Card fields: grouped as on the card, and the next field once one is full.
  /** @param {string} digits */
  const group = (digits) =>
    /^3[47]/.test(digits)
      ? [digits.slice(0, 4), digits.slice(4, 10), digits.slice(10, 15)].filter(Boolean).join(" ")
      : (digits.slice(0, 19).match(/.{1,4}/g) ?? []).join(" ");
  /** @param {string} digits */
  const asExpiry = (digits) => {
    const padded = /^[2-9]/.test(digits) ? `0${digits}` : digits;
    return padded.length < 2 ? padded : `${padded.slice(0, 2)} / ${padded.slice(2, 4)}`;
  };
  /**
   * @param {string} name
   * @param {(digits: string) => string} format
   * @param {(digits: string) => boolean} isFull
   * @param {string | null} next
   */
  const formatted = (name, format, isFull, next) => {
    const element = input(name);
    if (!element) return;
    element.addEventListener("input", (event) => {
      const digits = element.value.replace(/\D/g, "");
      // While something is being deleted, adding the separator back would trap the cursor behind it.
      const isDeleting = event instanceof InputEvent && event.inputType.startsWith("delete");
      if (!isDeleting) element.value = format(digits);
      if (!isDeleting && next && isFull(digits)) input(next)?.focus();
    });
  };
  formatted("number", group, (digits) => digits.length === (/^3[47]/.test(digits) ? 15 : 16), "expiry");
  formatted("expiry", asExpiry, (digits) => digits.length >= 4, "cvc");
  formatted(
    "cvc",
    (digits) => digits.slice(0, 4),
    () => false,
    null,
  );

  // Test cards and accounts: one click fills in what is still empty, and how to pay.
  /** @param {string} name @param {string} value */
  const fillIfEmpty = (name, value) => {
    const element = input(name);
    if (element && element.value === "") element.value = value;
  };
  /** @param {string} name @param {string} value */
  const fill = (name, value) => {
    const element = input(name);
    if (element) element.value = value;
  };
  const fillShopper = () => {
    for (const [name, value] of Object.entries({
      email: "alex@example.com",
      phone: "+49 30 1234567",
      name: "Alex Morgan",
      line1: "Harbour Street 12",
      postal_code: "10115",
      city: "Berlin",
    })) {
      fillIfEmpty(name, value);
    }
    const country = input("country");
    if (country instanceof HTMLSelectElement && country.value === "") {
      const isServed = [...country.options].some((option) => option.value === "DE");
      country.value = isServed ? "DE" : (country.options[1]?.value ?? "");
    }
  };
  /** @param {string} kind @param {string} number */
  const fillMethod = (kind, number) => {
    const radio = form.querySelector(`input[name=method][value=${kind}]`);
    if (radio instanceof HTMLInputElement) radio.checked = true;
    if (kind === "sepa_debit") return fill("iban", (number.match(/.{1,4}/g) ?? []).join(" "));
    if (kind === "us_bank_account") {
      fill("routing_number", "110000000");
      return fill("account_number", number);
    }
    fill("number", group(number));
    fill("expiry", `12 / ${String(new Date().getFullYear() + 2).slice(2)}`);
    fill("cvc", number.length === 15 ? "1234" : "123");
  };
  const testButtons = document.querySelectorAll("[data-card]");
  for (const button of testButtons) {
    if (!(button instanceof HTMLElement)) continue;
    button.addEventListener("click", () => {
      fillShopper();
      fillMethod(button.dataset.kind ?? "card", button.dataset.card ?? "");
      for (const other of testButtons) other.setAttribute("aria-pressed", String(other === button));
      clearError();
      payButton.focus();
    });
  }

  // The promotion code's own form takes the answers along, so that the page comes back with them.
  for (const step of document.querySelectorAll("form.promotion, .promotion form")) {
    if (!(step instanceof HTMLFormElement)) continue;
    step.addEventListener("submit", () => {
      for (const [name, value] of new FormData(form)) {
        if (typeof value !== "string" || /^(number|expiry|cvc|iban|.*_number|expected_amount)$/.test(name))
          continue;
        const hidden = document.createElement("input");
        Object.assign(hidden, { type: "hidden", name, value });
        step.append(hidden);
      }
    });
  }

  const clearError = () => {
    alert.hidden = true;
    for (const element of form.querySelectorAll("[aria-invalid]")) {
      element.removeAttribute("aria-invalid");
      element.removeAttribute("aria-describedby");
    }
  };
  /** @param {string} message @param {string | null} field */
  const showError = (message, field) => {
    clearError();
    alert.textContent = message;
    alert.hidden = false;
    const element = field ? input(field) : null;
    const place = element?.closest(".field");
    if (place) place.append(alert);
    else payButton.before(alert);
    element?.setAttribute("aria-invalid", "true");
    element?.setAttribute("aria-describedby", "pay-error");
    (element ?? alert).focus();
    alert.scrollIntoView({ block: "nearest" });
  };

  /** @param {boolean} isBusy */
  const setBusy = (isBusy) => {
    form.classList.toggle("is-busy", isBusy);
    form.toggleAttribute("aria-busy", isBusy);
  };

  /** @param {string} url @param {URLSearchParams} body */
  const post = async (url, body) => {
    const response = await fetch(url, { method: "POST", body, headers: { accept: "application/json" } });
    return /** @type {Promise<{state: string, redirect?: string | null, message?: string, field?: string | null}>} */ (
      response.json()
    );
  };

  const addressOfBank = () => {
    const url = new URL(form.action);
    url.pathname += "/authenticate";
    return url.href;
  };

  /** @param {() => Promise<{state: string, redirect?: string | null, message?: string, field?: string | null}>} ask */
  const proceed = async (ask) => {
    if (form.classList.contains("is-busy")) return;
    setBusy(true);
    try {
      const outcome = await ask();
      if (outcome.state === "complete") return leave(outcome.redirect ?? null);
      if (outcome.state === "requires_action") dialog.showModal();
      else showError(outcome.message ?? "The payment did not go through.", outcome.field ?? null);
    } catch {
      showError(
        "The connection broke. It is not certain whether the payment went through: reload this page to see.",
        null,
      );
    }
    setBusy(false);
  };

  /** @param {string | null} url */
  const leave = (url) => {
    if (parentOrigin) tellParent({ type: "complete", returnUrl: url });
    if (parentOrigin && url) return;
    if (url) location.assign(url);
    else location.reload();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearError();
    const values = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") values.append(name, value);
    proceed(() => post(form.action, values));
  });
  for (const button of dialog.querySelectorAll("[data-bank]")) {
    if (!(button instanceof HTMLElement)) continue;
    button.addEventListener("click", () => {
      dialog.close();
      if (button.dataset.bank === "cancel") {
        showError(
          "You did not confirm the payment with your bank, so nothing was charged. Press Pay to try again.",
          null,
        );
        return;
      }
      proceed(() => post(addressOfBank(), new URLSearchParams({ answer: button.dataset.bank ?? "fail" })));
    });
  }
  // Escape leaves the bank without an answer.
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    /** @type {HTMLElement | null} */ (dialog.querySelector("[data-bank=cancel]"))?.click();
  });

  const cards = document.querySelector("details.test-cards");
  if (cards instanceof HTMLDetailsElement && !parentOrigin && matchMedia("(min-width: 60rem)").matches)
    cards.open = true;
})();
