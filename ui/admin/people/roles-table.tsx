import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { isAllowed, PERMISSIONS, ROLES } from "@/domain/accounts/roles";

/** What each role may do: the table that the shop itself decides by. */
export function RolesTable() {
  const t = useTranslations();
  const label = t("admin.people.roles.title");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table className="border-collapse text-sm [--cell:0.375rem]">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            <th scope="col" className="py-(--cell) pe-6 text-start font-medium text-ink-soft">
              {t("admin.people.roles.permission")}
            </th>
            {ROLES.map((role) => (
              <th key={role} scope="col" className="px-3 py-(--cell) font-medium text-ink-soft">
                {t(`admin.frame.role.${role}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PERMISSIONS.map((permission) => (
            <tr key={permission} className="border-t border-line">
              <th scope="row" className="min-w-40 py-(--cell) pe-6 text-start font-normal">
                {t(`admin.people.permission.${messageKey(permission)}`)}
              </th>
              {ROLES.map((role) => (
                <td key={role} className="px-3 py-(--cell) text-center">
                  {isAllowed(role, permission) ? (
                    <>
                      <Check aria-hidden className="inline size-4 text-accent-ink" />
                      <span className="sr-only">{t("admin.people.roles.yes")}</span>
                    </>
                  ) : (
                    <span className="sr-only">{t("admin.people.roles.no")}</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type Dashed<Text extends string> = Text extends `${infer Group}.${infer What}` ? `${Group}_${What}` : never;

/** A dot would begin another level of the messages. */
function messageKey<Text extends string>(permission: Text): Dashed<Text> {
  return permission.replace(".", "_") as Dashed<Text>;
}
