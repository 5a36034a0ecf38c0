import { useTranslations } from "next-intl";
import { Badge } from "../../kit/badge";
import { Button } from "../../kit/form/button";
import { SelectField, TextField } from "../../kit/form/field";
import type { FormState } from "../../kit/form/form-state";
import { MoveButtons } from "./move-buttons";
import { StepForm } from "./step-form";

type MenuEditorProps = {
  kind: "header" | "footer";
  version: number;
  parts: { title: string; items: { title: string; href: string | null }[] }[];
  choices: Record<"collections" | "pages", { id: string; title: string }[]>;
  limits: { title: number; address: number };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

const PART_STEPS = { up: "upPart", down: "downPart", remove: "removePart" };

/** A menu, entry by entry: each button makes one step of the draft. */
export function MenuEditor({ kind, version, parts, choices, limits, action }: MenuEditorProps) {
  const t = useTranslations();
  const fields = { kind, base: String(version) };
  const isFooter = kind === "footer";
  return (
    <div className="grid gap-6">
      {parts.map((part, partIndex) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place in the menu
        <div key={`${version} ${partIndex}`} className={isFooter ? "border-s-2 border-line ps-4" : ""}>
          {isFooter ? (
            <StepForm
              fields={{ ...fields, part: String(partIndex) }}
              action={action}
              className="mb-2 flex flex-wrap items-end gap-2"
            >
              <TextField
                name="title"
                size="small"
                maxLength={limits.title}
                label={t("admin.menus.partTitle")}
                defaultValue={part.title}
                autoComplete="off"
              />
              <Button type="submit" name="step" value="renamePart" tone="plain" size="small">
                {t("admin.menus.rename")}
              </Button>
              <MoveButtons
                title={part.title}
                isFirst={partIndex === 0}
                isLast={partIndex === parts.length - 1}
                steps={PART_STEPS}
              />
            </StepForm>
          ) : null}
          <ol>
            {part.items.map((item, index) => (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place in the menu
                key={index}
                className="border-b border-line py-1.5"
              >
                <StepForm
                  fields={{ ...fields, part: String(partIndex), item: String(index) }}
                  action={action}
                  className="flex flex-wrap items-center gap-x-3 gap-y-1"
                >
                  <span className="min-w-32 flex-1 wrap-anywhere">
                    {item.title || t("admin.menus.nothing")}{" "}
                    {item.href === null ? (
                      <Badge>{t("admin.menus.notShown")}</Badge>
                    ) : (
                      <span translate="no" className="text-ink-soft">
                        {item.href}
                      </span>
                    )}
                  </span>
                  <MoveButtons
                    title={item.title}
                    isFirst={index === 0}
                    isLast={index === part.items.length - 1}
                  />
                </StepForm>
              </li>
            ))}
          </ol>
          <AddItem {...{ fields, choices, limits, action }} part={partIndex} />
        </div>
      ))}
      {isFooter ? (
        <StepForm fields={fields} action={action} className="flex flex-wrap items-end gap-2">
          <TextField
            name="title"
            size="small"
            maxLength={limits.title}
            label={t("admin.menus.newPart")}
            autoComplete="off"
          />
          <Button type="submit" name="step" value="addPart" tone="plain" size="small">
            {t("admin.menus.addPart")}
          </Button>
        </StepForm>
      ) : null}
    </div>
  );
}

type AddItemProps = Pick<MenuEditorProps, "choices" | "limits" | "action"> & {
  fields: Record<string, string>;
  part: number;
};

function AddItem({ fields, part, choices, limits, action }: AddItemProps) {
  const t = useTranslations();
  return (
    <details className="mt-2">
      <summary className="link w-fit cursor-pointer">{t("admin.menus.add")}</summary>
      <StepForm
        fields={{ ...fields, part: String(part) }}
        action={action}
        className="mt-2 grid max-w-2xl items-end gap-2 sm:grid-cols-2"
      >
        <SelectField name="target" size="small" label={t("admin.menus.target")}>
          <optgroup label={t("admin.menus.collections")}>
            {choices.collections.map(({ id, title }) => (
              <option key={id} value={`collection:${id}`}>
                {title}
              </option>
            ))}
          </optgroup>
          <optgroup label={t("admin.menus.pages")}>
            {choices.pages.map(({ id, title }) => (
              <option key={id} value={`page:${id}`}>
                {title}
              </option>
            ))}
          </optgroup>
          <option value="address">{t("admin.menus.address")}</option>
        </SelectField>
        <TextField
          name="address"
          size="small"
          maxLength={limits.address}
          label={t("admin.menus.addressLabel")}
          autoComplete="off"
          spellCheck={false}
        />
        <TextField
          name="title"
          size="small"
          maxLength={limits.title}
          label={t("admin.menus.itemTitle")}
          autoComplete="off"
        />
        <Button
          type="submit"
          name="step"
          value="add"
          tone="plain"
          size="small"
          className="justify-self-start"
        >
          {t("admin.menus.addSubmit")}
        </Button>
      </StepForm>
    </details>
  );
}
