// @ts-check
// How the fields of the checkout form are filled in: typed, grouped as on the card, or by one click on a test card.

/** @param {HTMLFormElement} form @param {string} name */
export const inputOf = (form, name) => {
  const element = form.elements.namedItem(name);
  return element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element : null;
};

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

/** Groups the digits as on the card, and goes to the next field once one is full. @param {HTMLFormElement} form */
export const formatCardFields = (form) => {
  /**
   * @param {string} name
   * @param {(digits: string) => string} format
   * @param {(digits: string) => boolean} isFull
   * @param {string | null} next
   */
  const formatted = (name, format, isFull, next) => {
    const element = inputOf(form, name);
    if (!element) return;
    element.addEventListener("input", (event) => {
      const digits = element.value.replace(/\D/g, "");
      // While something is being deleted, adding the separator back would trap the cursor behind it.
      const isDeleting = event instanceof InputEvent && event.inputType.startsWith("delete");
      if (!isDeleting) element.value = format(digits);
      if (!isDeleting && next && isFull(digits)) inputOf(form, next)?.focus();
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
};

/**
 * Fills in how to pay, and what is still empty about the shopper.
 * @param {HTMLFormElement} form
 * @param {string} kind
 * @param {string} number
 */
export const fillWithTestMethod = (form, kind, number) => {
  fillShopper(form);
  /** @param {string} name @param {string} value */
  const fill = (name, value) => {
    const element = inputOf(form, name);
    if (element) element.value = value;
  };
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

/** @param {HTMLFormElement} form */
const fillShopper = (form) => {
  for (const [name, value] of Object.entries({
    email: "alex@example.com",
    phone: "+49 30 1234567",
    name: "Alex Morgan",
    line1: "Harbour Street 12",
    postal_code: "10115",
    city: "Berlin",
  })) {
    const element = inputOf(form, name);
    if (element && element.value === "") element.value = value;
  }
  const country = inputOf(form, "country");
  if (country instanceof HTMLSelectElement && country.value === "") {
    const isServed = [...country.options].some((option) => option.value === "DE");
    country.value = isServed ? "DE" : (country.options[1]?.value ?? "");
  }
};
