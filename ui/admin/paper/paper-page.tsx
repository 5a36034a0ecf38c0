import clsx from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PAPERS, type Paper } from "@/domain/fulfillment/paper";
import type { SendingRefusal } from "@/domain/fulfillment/sending-state";
import { LinkButton } from "../../kit/form/link-button";
import { Notice } from "../../kit/notice";
import { BackLink } from "../frame/back-link";
import { PrintButton } from "./print-button";

type PaperPageProps = {
  title: string;
  back: { href: string; name: string };
  paper: Paper;
  /** The same page on another paper. */
  hrefOf: (paper: Paper) => string;
  leftOut: { id: string; number: number; refusal: SendingRefusal }[];
  /** What else there is for the same orders. */
  others?: { href: string; name: string }[];
  children: ReactNode;
};

/** Sheets as they come out of the printer, below what is not printed: the choice of the paper and the button. */
export function PaperPage(props: PaperPageProps) {
  const { title, back, paper, hrefOf, leftOut, others = [], children } = props;
  const t = useTranslations();
  return (
    <>
      <div className="mb-6 print:hidden">
        <BackLink href={back.href}>{back.name}</BackLink>
        <h1 className="mt-1 font-heading text-2xl font-semibold tracking-tight">{title}</h1>
        <div className="mt-3 flex flex-wrap items-center gap-x-6 gap-y-3">
          <nav aria-label={t("admin.paper.choose")} className="flex flex-wrap gap-1">
            {PAPERS.map((one) => (
              <Link
                key={one}
                href={hrefOf(one)}
                prefetch={false}
                replace
                aria-current={one === paper ? "page" : undefined}
                className={clsx(
                  "inline-flex min-h-11 items-center rounded-control border px-4",
                  one === paper
                    ? "border-accent-ink bg-accent-wash font-medium text-accent-ink"
                    : "border-line-strong hover:border-ink hover:bg-paper-raised",
                )}
              >
                {t(`admin.paper.size.${one}`)}
              </Link>
            ))}
          </nav>
          <PrintButton label={t("admin.paper.print")} hint={t("admin.paper.printHint")} />
          {others.map(({ href, name }) => (
            <LinkButton key={href} href={href} prefetch={false} tone="plain">
              {name}
            </LinkButton>
          ))}
        </div>
        {leftOut.length > 0 ? (
          <Notice tone="wait" title={t("admin.paper.leftOut")} className="mt-4">
            <ul>
              {leftOut.map(({ id, number, refusal }) => (
                <li key={id}>
                  {t.rich("admin.paper.leftOutOrder", {
                    number,
                    refusal: t(`admin.sending.refusal.${refusal}`),
                    link: (text) => (
                      <a href={`/admin/orders/${id}`} className="link">
                        {text}
                      </a>
                    ),
                  })}
                </li>
              ))}
            </ul>
          </Notice>
        ) : null}
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] justify-items-center gap-6 print:block">{children}</div>
    </>
  );
}

/** `page` names the @page of app/globals.css, which has the size and the margins. */
const SHEETS: Record<Paper, string> = {
  a4: "paper-a4 w-[210mm] p-[14mm] text-[11pt]",
  a6: "paper-a6 w-[105mm] p-[7mm] text-[8.5pt]",
  "100x150": "paper-100x150 w-[100mm] p-[5mm] text-[8.5pt]",
};

/** One sheet, or as many as its content needs. White in the dark, too: it is paper. */
export function Sheet({ paper, children }: { paper: Paper; children: ReactNode }) {
  return (
    <article
      className={clsx(
        SHEETS[paper],
        "sheet max-w-full bg-white leading-snug text-black shadow-sm outline outline-line",
        "max-sm:p-4 print:w-auto print:break-after-page print:p-0 print:shadow-none print:outline-none print:last:break-after-auto",
      )}
    >
      {children}
    </article>
  );
}
