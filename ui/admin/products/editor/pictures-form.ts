/** Names the form that sends pictures where no JavaScript runs. */
export const PICTURES_FORM = "pictures-form";
