import { useTranslations } from "next-intl";
import { type Admin, isAllowed } from "@/domain/accounts/roles";
import { formatMoney } from "@/domain/money";
import type { OrderView } from "@/domain/orders/views";
import { isOpen, MAX_NOTE } from "@/domain/returns/return";
import type { AdminReturnView } from "@/domain/returns/views";
import { ReceiveForm } from "@/ui/admin/returns/receive-form";
import { RefuseForm } from "@/ui/admin/returns/refuse-form";
import { ReturnList } from "@/ui/admin/returns/return-list";
import { buttonClass } from "@/ui/kit/form/button";
import { PressForm } from "@/ui/kit/form/press-form";
import { Section } from "@/ui/kit/table/section";
import { cancel, close, receive, refuse, undoReceive } from "./actions";

const MAX_CONDITION = 200;

type ReturningProps = { order: OrderView; admin: Admin; locale: string; now: Date };

/** What the shopper wants to send back, with what can be done about it. */
export function Returning({ order, admin, locale, now }: ReturningProps) {
  const t = useTranslations();
  if (order.returns.length === 0) return null;
  return (
    <Section title={t("admin.returns.title")} id="returns" className="print:hidden">
      <ReturnList
        returns={order.returns}
        locale={locale}
        now={now}
        actions={(asked) =>
          isOpen(asked.state) ? (
            <ReturnActions asked={asked} order={order} admin={admin} locale={locale} />
          ) : null
        }
      />
    </Section>
  );
}

type ActionsProps = { asked: AdminReturnView; order: OrderView; admin: Admin; locale: string };

function ReturnActions({ asked, order, admin, locale }: ActionsProps) {
  const t = useTranslations();
  const mayHandle = isAllowed(admin.role, "orders.fulfill");
  const mayRefund = isAllowed(admin.role, "orders.refund");
  const fields = { orderId: order.id, returnId: asked.id };
  const saving = t("admin.returns.saving");
  return (
    <>
      <div className="mt-1 grid gap-2 *:justify-self-start">
        {mayHandle && asked.state === "requested" ? (
          <ReceiveForm
            {...fields}
            lines={asked.lines.map(({ lineId, title, quantity }) => ({
              id: lineId,
              title: t("mail.frame.line", { title, quantity }),
            }))}
            maxCondition={MAX_CONDITION}
            labels={{
              open: t(asked.isUnsent ? "admin.returns.receive.openUnsent" : "admin.returns.receive.open"),
              restock: t("admin.returns.receive.restock"),
              condition: t("admin.returns.receive.condition"),
              conditionHint: t("admin.returns.receive.conditionHint"),
              submit: t("admin.returns.receive.submit"),
              saving,
            }}
            action={receive}
          />
        ) : null}
        {mayHandle && asked.state === "received" ? (
          <PressForm
            fields={fields}
            label={t("admin.returns.undoReceive", { restocked: countRestocked(asked) })}
            pending={saving}
            action={undoReceive}
          />
        ) : null}
        {mayRefund && asked.proposed.amountMinor > 0n ? (
          <a
            href={`/admin/orders/${order.id}?return=${asked.id}#refund`}
            className={buttonClass(asked.state === "received" ? "primary" : "plain", "small")}
          >
            {t("admin.returns.refund", { amount: formatMoney(asked.proposed, locale) })}
          </a>
        ) : null}
      </div>
      {mayHandle || mayRefund ? (
        <details>
          <summary className="link cursor-pointer">{t("admin.returns.otherwise")}</summary>
          <div className="mt-3 grid max-w-xl justify-items-start gap-4">
            {mayHandle ? (
              <>
                <div className="w-full">
                  <RefuseForm
                    {...fields}
                    most={MAX_NOTE}
                    labels={{
                      reason: t("admin.returns.refuse.reason"),
                      hint: t(`admin.returns.refuse.${asked.kind}Hint`),
                      submit: t("admin.returns.refuse.submit"),
                      saving,
                    }}
                    action={refuse}
                  />
                </div>
                <PressForm
                  fields={fields}
                  label={t("admin.returns.cancel")}
                  pending={saving}
                  action={cancel}
                />
              </>
            ) : null}
            {mayRefund ? (
              <PressForm fields={fields} label={t("admin.returns.close")} pending={saving} action={close} />
            ) : null}
          </div>
        </details>
      ) : null}
    </>
  );
}

const countRestocked = ({ lines }: AdminReturnView) =>
  lines.reduce((sum, { restocked, quantity }) => sum + (restocked ? quantity : 0), 0);
