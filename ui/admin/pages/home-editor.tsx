import { useTranslations } from "next-intl";
import type { Picture } from "@/domain/catalog/product";
import { type Home, type HomeRow, MAX_HOME_TEXT, MAX_HOME_TITLE, ROW_KINDS } from "@/domain/content/home";
import { Button } from "../../kit/form/button";
import { SelectField, TextareaField, TextField } from "../../kit/form/field";
import type { FormState } from "../../kit/form/form-state";
import { Section } from "../../kit/table/section";
import { PictureChoice } from "../collections/picture-choice";
import { MoveButtons } from "./move-buttons";
import { StepForm } from "./step-form";

type HomeEditorProps = {
  home: Home;
  version: number;
  collections: { id: string; title: string }[];
  pictures: { id: string; picture: Picture }[];
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** The home page, row by row: each button makes one step of the draft. */
export function HomeEditor({ home, version, collections, pictures, action }: HomeEditorProps) {
  const t = useTranslations();
  const base = String(version);
  return (
    <div className="grid gap-7">
      <Section title={t("admin.home.hero")}>
        <StepForm key={base} fields={{ base }} action={action} className="grid gap-3">
          <Words title={home.hero.title} text={home.hero.text} />
          <PictureChoice
            name="picture"
            legend={t("admin.home.picture")}
            none={t("admin.home.noPicture")}
            picture={home.hero.picture}
            pictures={pictures}
          />
          <div className="grid gap-3 sm:grid-cols-2">
            <TextField
              name="buttonTitle"
              size="small"
              maxLength={40}
              label={t("admin.home.buttonTitle")}
              defaultValue={home.hero.button.title}
            />
            <TextField
              name="buttonHref"
              size="small"
              maxLength={300}
              label={t("admin.home.buttonHref")}
              defaultValue={home.hero.button.href}
            />
          </div>
          <SaveButton value="hero" />
        </StepForm>
      </Section>
      {home.rows.map((row, index) => (
        <Section
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place on the page
          key={`${base} ${index}`}
          title={t("admin.home.row", { number: index + 1, kind: t(`admin.home.kind.${row.kind}`) })}
          aside={
            <StepForm fields={{ base, row: String(index) }} action={action} className="flex flex-wrap gap-1">
              <MoveButtons
                title={t(`admin.home.kind.${row.kind}`)}
                isFirst={index === 0}
                isLast={index === home.rows.length - 1}
              />
            </StepForm>
          }
        >
          <StepForm fields={{ base, row: String(index) }} action={action} className="grid gap-3">
            <RowFields row={row} collections={collections} pictures={pictures} />
            <SaveButton value="row" />
          </StepForm>
        </Section>
      ))}
      <Section title={t("admin.home.add")}>
        <StepForm key={base} fields={{ base }} action={action} className="flex flex-wrap items-end gap-2">
          <SelectField name="kind" size="small" label={t("admin.home.kindLabel")} className="min-w-56">
            {ROW_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`admin.home.kind.${kind}`)}
              </option>
            ))}
          </SelectField>
          <Button type="submit" name="step" value="addRow" tone="plain" size="small">
            {t("admin.home.addRow")}
          </Button>
        </StepForm>
      </Section>
    </div>
  );
}

type RowFieldsProps = { row: HomeRow } & Pick<HomeEditorProps, "collections" | "pictures">;

function RowFields({ row, collections, pictures }: RowFieldsProps) {
  const t = useTranslations();
  const title = (
    <TextField
      name="title"
      size="small"
      maxLength={MAX_HOME_TITLE}
      label={t("admin.home.titleLabel")}
      defaultValue={row.title}
    />
  );
  if (row.kind === "facts")
    return (
      <>
        {title}
        <div className="grid gap-3 sm:grid-cols-3">
          {row.facts.map((fact, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fact is its place
            <div key={index} className="grid gap-2">
              <TextField
                name={`title${index}`}
                size="small"
                maxLength={MAX_HOME_TITLE}
                label={t("admin.home.fact", { number: index + 1 })}
                defaultValue={fact.title}
              />
              <TextareaField
                name={`text${index}`}
                size="small"
                rows={3}
                maxLength={MAX_HOME_TEXT}
                label={t("admin.home.factText", { number: index + 1 })}
                defaultValue={fact.text}
              />
            </div>
          ))}
        </div>
      </>
    );
  if (row.kind === "text")
    return (
      <>
        <Words title={row.title} text={row.text} />
        <PictureChoice
          name="picture"
          legend={t("admin.home.picture")}
          none={t("admin.home.noPicture")}
          picture={row.picture}
          pictures={pictures}
        />
      </>
    );
  if (row.kind !== "collection") return title;
  return (
    <>
      <SelectField
        name="collectionId"
        size="small"
        label={t("admin.home.collection")}
        defaultValue={row.collectionId}
      >
        {collections.map((one) => (
          <option key={one.id} value={one.id}>
            {one.title}
          </option>
        ))}
      </SelectField>
      {title}
    </>
  );
}

function Words({ title, text }: { title: string; text: string }) {
  const t = useTranslations();
  return (
    <>
      <TextField
        name="title"
        size="small"
        maxLength={MAX_HOME_TITLE}
        label={t("admin.home.headline")}
        defaultValue={title}
      />
      <TextareaField
        name="text"
        size="small"
        rows={3}
        maxLength={MAX_HOME_TEXT}
        label={t("admin.home.text")}
        defaultValue={text}
      />
    </>
  );
}

function SaveButton({ value }: { value: "hero" | "row" }) {
  const t = useTranslations();
  return (
    <Button type="submit" name="step" value={value} tone="plain" size="small" className="justify-self-start">
      {t("admin.home.save")}
    </Button>
  );
}
