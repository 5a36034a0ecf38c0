import clsx from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatMoney } from "@/domain/money";
import { MAX_COUNTED, type Waiting } from "@/domain/today/views";
import type { Translate } from "@/messages/messages";
import { Moment } from "../../kit/moment";

type Shown = { locale: string; now: Date };
type WaitingListProps = Shown & { waiting: Waiting };

/** The work of the day: one line for each kind of thing that waits, the loudest first. */
export function WaitingList({ waiting, ...shown }: WaitingListProps) {
  const t = useTranslations();
  const lines = linesOf(waiting, t, shown);
  if (lines.length === 0)
    return (
      <p role="status" className="border-y border-line py-5 text-base text-ink-soft">
        {t("admin.today.nothingWaits")}
      </p>
    );
  return (
    <ul className="divide-y divide-line border-y border-line">
      {lines.map(({ key, href, count, isLoud, what, since }) => (
        <li key={key}>
          <Link
            href={href}
            prefetch={false}
            className="grid min-h-11 grid-cols-[2.75rem_minmax(0,1fr)] items-baseline gap-x-2 py-2.5 transition-colors hover:bg-paper-raised active:bg-paper-sunk sm:grid-cols-[2.75rem_minmax(0,1fr)_auto]"
          >
            <span
              className={clsx(
                "figures font-heading text-xl font-semibold",
                isLoud ? "text-accent-ink" : "text-ink",
              )}
            >
              {count >= MAX_COUNTED ? t("admin.today.orMore", { count: MAX_COUNTED }) : count}
            </span>
            <span className="min-w-0 text-base">{what}</span>
            <span className="text-ink-soft max-sm:col-start-2">{since}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

type Line = {
  key: string;
  href: string;
  count: number;
  isLoud: boolean;
  what: ReactNode;
  since: ReactNode;
};

function linesOf(waiting: Waiting, t: Translate, { locale, now }: Shown): Line[] {
  const { toSend, review, disputes, returns, failedMails, soldOut } = waiting;
  const [first] = disputes;
  const oldest = (since: Date | null) =>
    since && t.rich("admin.today.oldest", { time: () => <Moment at={since} locale={locale} now={now} /> });
  const lines: Line[] = [
    {
      key: "toSend",
      href: "/admin/orders?send=1",
      count: toSend.count,
      isLoud: true,
      what: t("admin.today.toSend", { count: toSend.count }),
      since: oldest(toSend.since),
    },
    {
      key: "review",
      href: "/admin/orders?attention=1",
      count: review.count,
      isLoud: true,
      what: t("admin.today.review", { count: review.count }),
      since: oldest(review.since),
    },
    {
      key: "disputes",
      href: first ? `/admin/orders/${first.orderId}` : "/admin/orders",
      count: disputes.length,
      isLoud: true,
      what: t("admin.today.disputes", { count: disputes.length }),
      since:
        first &&
        t.rich("admin.today.answerBy", {
          number: first.number,
          amount: formatMoney(first.amount, locale),
          time: () => <Moment at={first.dueAt} locale={locale} now={now} />,
        }),
    },
    {
      key: "returns",
      href: "/admin/returns",
      count: returns.count,
      isLoud: true,
      what: t("admin.today.returns", { count: returns.count }),
      since: oldest(returns.since),
    },
    {
      key: "failedMails",
      href: "/admin/emails",
      count: failedMails,
      isLoud: false,
      what: t("admin.today.failedMails", { count: failedMails }),
      since: null,
    },
    {
      key: "soldOut",
      href: "/admin/products",
      count: soldOut,
      isLoud: false,
      what: t("admin.today.soldOut", { count: soldOut }),
      since: null,
    },
  ];
  return lines.filter(({ count }) => count > 0);
}
