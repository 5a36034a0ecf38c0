import { featuresOff, type KeysReport, type KeysVerdict } from "@/domain/stripe-keys/key-report";
import { Notice } from "../../kit/notice";

const VERDICTS: Record<KeysVerdict, { tone: "good" | "wait" | "signal"; title: string }> = {
  exact: { tone: "good", title: "Every key has exactly the permissions it needs" },
  wrong: { tone: "signal", title: "Some keys do not have the right permissions" },
  unverified: { tone: "wait", title: "Not every permission could be checked" },
};

/** The result in a sentence, and what the shop cannot do because of it. */
export function KeysVerdictNotice({ report }: { report: KeysReport }) {
  const { tone, title } = VERDICTS[report.verdict];
  const off = featuresOff(report.keys);
  return (
    <Notice tone={tone} title={title} role="status">
      {report.verdict === "unverified" ? (
        <p>Stripe did not answer every request. Check again later. The keys may still be right.</p>
      ) : null}
      {report.fault ? (
        <p className="break-words">
          {report.fault.sentence} Fix: {report.fault.fix}.
        </p>
      ) : null}
      {off.length > 0 ? (
        <>
          <p className="mt-1">What does not work because of it:</p>
          <ul className="mt-1 list-disc ps-5">
            {off.map(({ words, without }) => (
              <li key={words}>
                {words}: {without}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {report.isSandbox && report.verdict === "wrong" && !report.fault ? (
        <p className="mt-1">
          These are keys of the sandbox: restart the shop to give them the permissions they need.
        </p>
      ) : null}
    </Notice>
  );
}
