import { useTranslations } from "next-intl";
import { AUDIT_ACTIONS } from "@/domain/accounts/audit";
import { Button } from "../../kit/form/button";
import { SelectField, TextField } from "../../kit/form/field";
import { PlainForm } from "../../kit/form/sending/action-form";
import type { PlainAction } from "../../kit/form/sending/use-sending";

/** The list's address for a choice of filters; what is empty is left out. */
export function auditHref(values: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== "")).toString();
  return query === "" ? "/admin/audit" : `/admin/audit?${query}`;
}

type AuditFilterProps = {
  /** As a person reads them. */
  values: { actor: string; action: string; object: string };
  /** Leads to the list's address for the form's fields: an actor's mail address stands in no address. */
  filter: PlainAction;
};

/** The address holds the whole view. */
export function AuditFilter({ values, filter }: AuditFilterProps) {
  const t = useTranslations();
  return (
    <search>
      <PlainForm
        action={filter}
        className="mb-3 grid grid-cols-2 items-end gap-2 md:grid-cols-[minmax(0,1fr)_13rem_minmax(0,1fr)_auto]"
      >
        <TextField
          label={t("admin.audit.filter.actor")}
          isLabelHidden
          name="actor"
          size="small"
          placeholder={t("admin.audit.filter.actor")}
          defaultValue={values.actor}
          maxLength={254}
          autoComplete="off"
          className="max-md:col-span-2"
        />
        <SelectField
          label={t("admin.audit.filter.action")}
          isLabelHidden
          name="action"
          size="small"
          defaultValue={values.action}
        >
          <option value="">{t("admin.audit.filter.anyAction")}</option>
          {AUDIT_ACTIONS.map((action) => (
            <option key={action} value={action}>
              {t(`admin.audit.action.${action}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t("admin.audit.filter.object")}
          isLabelHidden
          name="object"
          size="small"
          placeholder={t("admin.audit.filter.object")}
          defaultValue={values.object}
          maxLength={100}
          autoComplete="off"
        />
        <Button type="submit" tone="plain" size="small" className="max-md:col-span-2">
          {t("admin.audit.filter.show")}
        </Button>
      </PlainForm>
    </search>
  );
}
