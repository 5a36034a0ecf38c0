"use client";

import { type DragEvent, useState } from "react";
import { type Fields, type Row, rowsOf, withRows } from "@/domain/catalog/editor/editor-fields";
import { Button } from "../../../kit/form/button";
import { TextField } from "../../../kit/form/field";
import { useIsRunning } from "../../../kit/form/sending/use-is-running";
import { Section } from "../../../kit/table/section";
import { Check } from "./check";
import type { EditorLabels } from "./editor-labels";
import { PICTURES_FORM } from "./pictures-form";
import { uploadPicture } from "./upload-picture";

type Change = (make: (now: Fields) => Fields) => void;
type PictureFieldsProps = { rows: Row[]; labels: EditorLabels; onChange: Change };
type Upload = { id: number; name: string; part: number; message: string | null };

/** The pictures in the order of the shop. They are dropped, pasted, picked or taken, and go up one after the other. */
export function PictureFields({ rows, labels, onChange }: PictureFieldsProps) {
  const isRunning = useIsRunning();
  const { uploads, add } = useUploads(labels, onChange);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void add([...event.dataTransfer.files]);
  };
  return (
    <Section title={labels.pictures}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what is dropped or pasted here can be picked below */}
      <div
        className="grid gap-4"
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
        onPaste={({ clipboardData: { files } }) => void add([...files])}
      >
        <ul className="grid gap-4">
          {rows.map((row, at) => (
            <PictureRow key={row.source} {...{ row, at, labels, isRunning, onChange, count: rows.length }} />
          ))}
        </ul>
        <ul className="grid gap-2" aria-live="polite">
          {uploads.map(({ id, name, part, message }) => (
            <li key={id} className="text-sm wrap-anywhere">
              {name}{" "}
              {message === null ? (
                <progress className="align-middle" aria-label={`${labels.uploading} ${name}`} value={part} />
              ) : (
                <span className="text-signal">{message}</span>
              )}
            </li>
          ))}
        </ul>
        <div className="rounded-control border border-dashed border-line-strong p-4 text-sm">
          <label className="grid gap-2">
            <span className="font-medium">{labels.addPictures}</span>
            <input
              type="file"
              name="files"
              form={PICTURES_FORM}
              accept="image/*"
              multiple
              className="w-full min-w-0"
              onChange={({ target }) => {
                void add([...(target.files ?? [])]);
                target.value = "";
              }}
            />
            <span className="text-ink-soft">{isRunning ? labels.drop : labels.sendPicturesHint}</span>
          </label>
          {isRunning ? null : (
            <Button type="submit" form={PICTURES_FORM} tone="plain" size="small" className="mt-2">
              {labels.sendPictures}
            </Button>
          )}
        </div>
        <p className="text-sm text-ink-soft">{labels.picturesHint}</p>
      </div>
    </Section>
  );
}

function useUploads(labels: EditorLabels, onChange: Change) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  async function add(files: File[]): Promise<void> {
    const begun = files.map((file, at) => ({ file, id: performance.now() + at }));
    const waiting = begun.map(({ file, id }) => ({ id, name: file.name, part: 0, message: null }));
    setUploads((now) => [...now.filter(({ message }) => message === null), ...waiting]);
    for (const { file, id } of begun) {
      const set = (change: Partial<Upload>) =>
        setUploads((now) => now.map((one) => (one.id === id ? { ...one, ...change } : one)));
      const answer = await uploadPicture(file, (part) => set({ part }));
      if (answer?.kind !== "ready") set({ message: answer?.message ?? labels.uploadFailed });
      else {
        setUploads((now) => now.filter((one) => one.id !== id));
        onChange((now) => withPicture(now, answer.picture));
      }
    }
  }
  return { uploads, add };
}

function withPicture(now: Fields, { base, widths }: { base: string; widths: number[] }): Fields {
  const rows = rowsOf(now, "picture");
  if (rows.some(({ source }) => source === base)) return now;
  const thumb = `${base}-${widths[0]}.webp`;
  return withRows(now, "picture", inOrder([...rows, { source: base, alt: "", thumb }]));
}

const inOrder = (rows: Row[]): Row[] => rows.map((row, at) => ({ ...row, place: String(at + 1) }));

type PictureRowProps = {
  row: Row;
  at: number;
  count: number;
  labels: EditorLabels;
  isRunning: boolean;
  onChange: Change;
};

function PictureRow({ row, at, count, labels, isRunning, onChange }: PictureRowProps) {
  const name = (field: string) => `picture.${at}.${field}`;
  const of = String(at + 1);
  const move = (by: number) =>
    onChange((now) => {
      const rows = rowsOf(now, "picture");
      const [moved] = rows.splice(at, 1);
      if (moved) rows.splice(at + by, 0, moved);
      return withRows(now, "picture", inOrder(rows));
    });
  return (
    <li className="flex gap-3 border-b border-line pb-4">
      <span className="block size-20 shrink-0 overflow-hidden rounded-picture bg-paper-sunk sm:size-24">
        {row.thumb ? (
          // biome-ignore lint/performance/noImgElement: prepared sizes, shown as they are
          <img src={row.thumb} alt="" className="size-full object-cover" />
        ) : null}
      </span>
      <div className="grid min-w-0 flex-1 gap-2">
        <input type="hidden" name={name("source")} value={row.source} />
        <input type="hidden" name={name("thumb")} value={row.thumb ?? ""} />
        <TextField
          {...{ name: name("alt"), size: "small", label: labels.alt, maxLength: 500, autoComplete: "off" }}
          aria-label={`${labels.alt} ${of}`}
          defaultValue={row.alt}
        />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {isRunning ? (
            <>
              <input type="hidden" name={name("place")} value={of} />
              <Button tone="plain" size="small" disabled={at === 0} onClick={() => move(-1)}>
                {labels.up} <span className="sr-only">{of}</span>
              </Button>
              <Button tone="plain" size="small" disabled={at === count - 1} onClick={() => move(1)}>
                {labels.down} <span className="sr-only">{of}</span>
              </Button>
            </>
          ) : (
            <TextField
              {...{ name: name("place"), size: "small", label: labels.place, inputMode: "numeric" }}
              defaultValue={of}
            />
          )}
          <Check name={name("remove")} label={labels.remove} of={of} isChecked={row.remove === "on"} />
        </div>
      </div>
    </li>
  );
}
