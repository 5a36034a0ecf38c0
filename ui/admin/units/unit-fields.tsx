import { TextField } from "../../kit/form/field";

type UnitFieldsProps = {
  lines: { id: string; label: string; left: number }[];
  /** What is typed, by the id of its line. */
  units: Record<string, string>;
  onChange: (units: Record<string, string>) => void;
};

/** How many units of each line: a field by line, `units:` and its id. */
export function UnitFields({ lines, units, onChange }: UnitFieldsProps) {
  return lines.map(({ id, label, left }) => (
    <TextField
      key={id}
      label={label}
      name={`units:${id}`}
      size="small"
      type="number"
      inputMode="numeric"
      min={0}
      max={left}
      required
      className="figures grid-cols-[minmax(0,1fr)_5rem] items-center wrap-anywhere"
      value={units[id] ?? "0"}
      onChange={({ target }) => onChange({ ...units, [id]: target.value })}
    />
  ));
}
