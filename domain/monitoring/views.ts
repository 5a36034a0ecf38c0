/** A problem that an admin must look at. */
export type Alarm = KeyAlarm | NewsAlarm;

/** What has nothing to do with a key: the webhook, events that were given up. */
export type NewsAlarm = {
  kind: "news";
  id: string;
  sentence: string;
  detail: string;
  link: { href: string; words: string };
  since: Date;
};

/** Something that is switched off because of a key, as the admin shows it. */
export type KeyAlarm = {
  kind: "key";
  id: string;
  role: string;
  /** "POST /v1/refunds"; null: every call of the role. */
  operation: string | null;
  /** "Charges and Refunds: Write" */
  rows: string[];
  sentence: string;
  /** What the shop does without it. */
  without: string[];
  link: { href: string; words: string };
  since: Date;
};
