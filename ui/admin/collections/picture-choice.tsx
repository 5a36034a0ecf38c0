import { useTranslations } from "next-intl";
import type { Picture as PictureData } from "@/domain/catalog/product";
import { Picture } from "../../shop/product/picture";

type PictureChoiceProps = {
  /** Of the form's field. */
  name: string;
  legend: string;
  /** What it is without a picture of its own. */
  none: string;
  /** The one that is kept now; null: none of its own. */
  picture: PictureData | null;
  pictures: { id: string; picture: PictureData }[];
};

/** One of some pictures, the one that is there, or none of its own. */
export function PictureChoice({ name, legend, none, picture, pictures }: PictureChoiceProps) {
  const t = useTranslations();
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      <div className="flex flex-wrap items-end gap-2">
        <Choice name={name} value="" label={none} isChosen={picture === null} />
        {picture ? (
          <Choice
            name={name}
            value="keep"
            label={t("admin.collections.keepPicture")}
            isChosen
            picture={picture}
          />
        ) : null}
        {pictures.map((one) => (
          <Choice
            key={one.id}
            name={name}
            value={one.id}
            label={one.picture.alt || one.id}
            isLabelHidden
            picture={one.picture}
          />
        ))}
      </div>
    </fieldset>
  );
}

type ChoiceProps = {
  name: string;
  value: string;
  label: string;
  isChosen?: boolean;
  isLabelHidden?: boolean;
  picture?: PictureData;
};

function Choice({ name, value, label, isChosen = false, isLabelHidden = false, picture }: ChoiceProps) {
  return (
    <label className="flex max-w-40 cursor-pointer items-center gap-1.5 rounded-control border border-line p-1.5 has-checked:border-accent has-checked:bg-accent-wash has-focus-visible:outline-2">
      <input type="radio" name={name} value={value} defaultChecked={isChosen} className="size-4 shrink-0" />
      {picture ? (
        <Picture picture={picture} isDecorative sizes="3rem" className="size-12 object-cover" />
      ) : null}
      <span className={isLabelHidden ? "sr-only" : ""}>{label}</span>
    </label>
  );
}
