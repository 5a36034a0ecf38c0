import { EnhancedField } from "../../kit/form/enhanced-field";
import { RemoveButton } from "./remove-button";

type RemoveFormProps = { action: (form: FormData) => Promise<void>; variantId: string; name: string };

export function RemoveForm({ action, variantId, name }: RemoveFormProps) {
  return (
    <form action={action}>
      <input type="hidden" name="variantId" value={variantId} />
      <EnhancedField name="then" plain="cart" enhanced="stay" />
      <RemoveButton name={name} />
    </form>
  );
}
