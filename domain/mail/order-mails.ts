/** How a person of the shop hears of new orders by mail. */
export const ORDER_MAILS_CHOICES = ["none", "each", "daily"] as const;
export type OrderMailsChoice = (typeof ORDER_MAILS_CHOICES)[number];

/** The mail of a day leaves at this hour of the next one, by the clocks of the shop. */
export const DAILY_MAIL_HOUR = 7;

/** So many orders a mail of a day lists; the rest is counted. */
export const MAX_LISTED_ORDERS = 50;
