import { useTranslations } from "next-intl";
import type { QrCode } from "@/domain/cart/buy-link";
import { CopyButton } from "../../../kit/copy-button";
import { Notice } from "../../../kit/notice";
import { Section } from "../../../kit/table/section";

type BuyLinkResultProps = {
  /** null: nothing was chosen. */
  url: string | null;
  html: string;
  qr: QrCode | null;
  isSold: boolean;
};

/** The link, the button for another site, and the code for print. */
export function BuyLinkResult({ url, html, qr, isSold }: BuyLinkResultProps) {
  const t = useTranslations();
  if (!url) return <p className="text-ink-soft">{t("admin.buyLink.none")}</p>;
  return (
    <div className="grid content-start gap-6">
      {isSold ? null : <Notice tone="wait" title={t("admin.buyLink.notSold")} />}
      <Copied title={t("admin.buyLink.link")} text={url} name={t("admin.buyLink.copyLink")} />
      <Copied title={t("admin.buyLink.button")} text={html} name={t("admin.buyLink.copyButton")} />
      {qr ? (
        <Section title={t("admin.buyLink.qr")}>
          <svg
            role="img"
            aria-label={t("admin.buyLink.qrLabel")}
            viewBox={`-4 -4 ${qr.modules + 8} ${qr.modules + 8}`}
            shapeRendering="crispEdges"
            className="size-48 bg-white text-black"
          >
            <path d={qr.path} fill="currentColor" />
          </svg>
        </Section>
      ) : null}
    </div>
  );
}

function Copied({ title, text, name }: { title: string; text: string; name: string }) {
  const t = useTranslations();
  return (
    <Section
      title={title}
      aside={
        <CopyButton
          text={text}
          labels={{ copy: t("admin.buyLink.copy"), copied: t("admin.buyLink.copied"), name }}
        />
      }
    >
      <pre
        translate="no"
        className="rounded-control bg-paper-sunk p-3 text-sm whitespace-pre-wrap wrap-anywhere"
      >
        {text}
      </pre>
    </Section>
  );
}
