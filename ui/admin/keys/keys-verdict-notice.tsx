import { featuresOff, type KeysReport, type KeysVerdict } from "@/domain/stripe-keys/key-report";
import { Notice } from "../../kit/notice";

const WORDS: Record<KeysVerdict, { tone: "good" | "wait" | "signal"; title: string }> = {
  exact: { tone: "good", title: "Every key has exactly what it needs" },
  wrong: { tone: "signal", title: "Some keys are not as they should be" },
  unverified: { tone: "wait", title: "Not everything could be found out" },
};

/** The result in a sentence, and what the shop cannot do because of it. */
export function KeysVerdictNotice({ report }: { report: KeysReport }) {
  const { tone, title } = WORDS[report.verdict];
  const off = featuresOff(report.keys);
  return (
    <Notice tone={tone} title={title} role="status">
      {report.verdict === "unverified" ? (
        <p>Stripe did not answer everything. Check again later; that says nothing against the keys.</p>
      ) : null}
      {report.fault ? (
        <p className="break-words">
          {report.fault.sentence} Fix: {report.fault.fix}.
        </p>
      ) : null}
      {off.length > 0 ? (
        <>
          <p className="mt-1">Off because of it:</p>
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
          These are keys of the sandbox: starting the shop again gives them what they need.
        </p>
      ) : null}
    </Notice>
  );
}
