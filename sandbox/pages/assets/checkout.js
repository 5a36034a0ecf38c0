// @ts-check
import { fillWithTestMethod, formatCardFields, inputOf } from "./fill-fields.js";

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

  formatCardFields(form);

  // Test cards and accounts: one click fills in what is still empty, and how to pay.
  const testButtons = document.querySelectorAll("[data-card]");
  for (const button of testButtons) {
    if (!(button instanceof HTMLElement)) continue;
    button.addEventListener("click", () => {
      fillWithTestMethod(form, button.dataset.kind ?? "card", button.dataset.card ?? "");
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
    const element = field ? inputOf(form, field) : null;
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
