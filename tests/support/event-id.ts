import { randomUUID } from "node:crypto";

/** The id of an event as Stripe makes one. */
export const newEventId = () => `evt_${randomUUID().replaceAll("-", "")}`;
