import { useTranslations } from "next-intl";
import { featuresOff, type KeysReport, type KeysVerdict } from "@/domain/stripe-keys/key-report";
import { Notice } from "../../kit/notice";

const TONES: Record<KeysVerdict, "good" | "wait" | "signal"> = {
  exact: "good",
  wrong: "signal",
  unverified: "wait",
};

/** The result in a sentence, and what the shop cannot do because of it. */
export function KeysVerdictNotice({ report }: { report: KeysReport }) {
  const t = useTranslations();
  const { verdict, fault } = report;
  const off = featuresOff(report.keys);
  return (
    <Notice tone={TONES[verdict]} title={t(`admin.keys.verdict.${verdict}`)} role="status">
      {verdict === "unverified" ? <p>{t("admin.keys.unverified")}</p> : null}
      {fault ? <p className="break-words">{t("admin.keys.faultAndFix", fault)}</p> : null}
      {off.length > 0 ? (
        <>
          <p className="mt-1">{t("admin.keys.off")}</p>
          <ul className="mt-1 list-disc ps-5">
            {off.map(({ words, without }) => (
              <li key={words}>{t("admin.keys.offFeature", { feature: words, without })}</li>
            ))}
          </ul>
        </>
      ) : null}
      {report.isSandbox && verdict === "wrong" && !fault ? (
        <p className="mt-1">{t("admin.keys.sandbox")}</p>
      ) : null}
    </Notice>
  );
}
