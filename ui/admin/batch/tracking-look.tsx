import { PendingButton } from "../../kit/form/pending-button";
import { Notice } from "../../kit/notice";
import type { BatchLabels, BatchState, LookRow } from "./batch-state";

type Look = Extract<BatchState, { step: "look" }>;

/** What each line will do, the faulty ones with their reason, before anything is sent. */
export function BatchLook({ state, labels }: { state: Look; labels: BatchLabels }) {
  const { values, rows, summary, submit, batchId, parcels } = state;
  const faulty = rows.filter(({ fault }) => fault !== null);
  const good = rows.filter(({ fault }) => fault === null);
  return (
    <>
      <input type="hidden" name="text" value={values.text} />
      <input type="hidden" name="mail" value={values.hasMail ? "on" : ""} />
      <input type="hidden" name="mayLack" value={values.mayLack ? "on" : ""} />
      <input type="hidden" name="batchId" value={batchId} />
      <input type="hidden" name="parcels" value={parcels} />
      <p role="status" className="font-medium">
        {summary}
      </p>
      {faulty.length > 0 ? (
        <Notice tone="wait" title={labels.notSent}>
          <ul className="mt-1 grid gap-2">
            {faulty.map((row) => (
              <li key={row.at} className="wrap-anywhere">
                <span className="text-ink-soft">{labels.line.replace("#", String(row.at))}</span>{" "}
                <code>{row.typed}</code>
                <span className="block font-medium">{row.fault}</span>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {good.length > 0 ? <Good rows={good} labels={labels} /> : null}
      <div className="flex flex-wrap gap-2">
        {submit ? (
          <PendingButton name="step" value="send" pendingLabel={labels.sending}>
            {submit}
          </PendingButton>
        ) : null}
        <PendingButton tone="plain" name="step" value="edit">
          {labels.change}
        </PendingButton>
      </div>
    </>
  );
}

function Good({ rows, labels }: { rows: LookRow[]; labels: BatchLabels }) {
  return (
    <table className="w-full border-collapse max-md:block max-md:[&_tbody]:block">
      <thead className="max-md:sr-only">
        <tr className="border-b border-line-strong text-start text-ink-soft">
          <th scope="col" className="py-1.5 pe-4 text-start font-medium">
            {labels.order}
          </th>
          <th scope="col" className="w-full py-1.5 pe-4 text-start font-medium">
            {labels.items}
          </th>
          <th scope="col" className="py-1.5 text-start font-medium">
            {labels.tracking}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.at}
            className="border-b border-line align-baseline max-md:grid max-md:gap-0.5 max-md:py-2.5 md:*:py-2 md:*:pe-4"
          >
            <td className="whitespace-nowrap">
              <a href={`/admin/orders/${row.orderId}`} className="link figures font-medium">
                {row.number}
              </a>{" "}
              <span className="text-ink-soft">{row.customer}</span>
            </td>
            <td className="wrap-anywhere">
              {row.items}
              {row.mail ? (
                <details>
                  <summary className="link cursor-pointer">{labels.showMail}</summary>
                  <div className="mt-1 border border-line bg-paper-raised px-4 py-3">
                    <p className="font-medium">{row.mail.subject}</p>
                    <p className="mt-2 whitespace-pre-line">{row.mail.text.trim()}</p>
                  </div>
                </details>
              ) : null}
            </td>
            <td className="tabular-nums wrap-anywhere md:min-w-48">{row.tracking}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
